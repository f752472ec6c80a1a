package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.Probes;
import java.util.Set;
import org.glassfish.grizzly.Buffer;

/** What the first bytes of a connection ask for, before the parser sees them. */
enum RequestStart {
    /** Too few bytes have arrived. */
    UNKNOWN,
    /** The health of the database. */
    DATABASE_HEALTH,
    /** A single read of something that needs no database. */
    NO_DATABASE,
    /** Anything else: projects, in whatever form the target is written. */
    PROJECTS;

    /** Targets up to this length are recognized; the paths of {@link #NO_DATABASE} are shorter. */
    private static final int MOST = 128;

    private static final String ASSETS = "/assets/";
    private static final Set<String> NEED_NO_DATABASE =
            Set.of("/", "/metrics", "/api/monitoring/status", "/api/monitoring/incidents", EventStreamLimit.EVENTS);

    /** Reads the target of the first request line, or as much of it as has arrived. Does not consume the bytes. */
    static RequestStart of(Buffer bytes) {
        int last = Math.min(bytes.limit(), bytes.position() + MOST);
        boolean isCut = last < bytes.limit();
        int method = skip(bytes, bytes.position(), last, true);
        int target = skip(bytes, wordEnd(bytes, method, last), last, true);
        int end = wordEnd(bytes, target, last);
        if (end == last) {
            return isCut ? PROJECTS : UNKNOWN;
        }
        RequestStart start = ofPath(text(bytes, target, end));
        boolean isSimple = start != NO_DATABASE || (isRead(bytes, method) && !isFollowed(bytes, end));
        return isSimple ? start : PROJECTS;
    }

    private static boolean isRead(Buffer bytes, int method) {
        byte first = bytes.get(method);
        return first == 'G' || first == 'H';
    }

    /** Returns whether bytes of another request have arrived as well, whose target can be any. */
    private static boolean isFollowed(Buffer bytes, int from) {
        for (int i = from; i < bytes.limit() - 1; i++) {
            if (bytes.get(i) == '\n' && isLineEnd(bytes, i + 1)) {
                return i + 3 < bytes.limit();
            }
        }
        return false;
    }

    private static boolean isLineEnd(Buffer bytes, int at) {
        return bytes.get(at) == '\n' || (bytes.get(at) == '\r' && at + 1 < bytes.limit() && bytes.get(at + 1) == '\n');
    }

    /** Returns the position of the first byte that differs: from blanks and ends of lines, or from all other bytes. */
    private static int skip(Buffer bytes, int from, int last, boolean blanks) {
        int i = from;
        while (i < last && isBlank(bytes.get(i)) == blanks) {
            i++;
        }
        return i;
    }

    private static int wordEnd(Buffer bytes, int from, int last) {
        return skip(bytes, from, last, false);
    }

    private static boolean isBlank(byte one) {
        return one == ' ' || one == '\t' || one == '\r' || one == '\n';
    }

    private static String text(Buffer bytes, int from, int to) {
        var text = new StringBuilder(to - from);
        for (int i = from; i < to && bytes.get(i) != '?'; i++) {
            text.append((char) bytes.get(i));
        }
        return text.toString();
    }

    private static RequestStart ofPath(String path) {
        if (path.equals(Probes.DATABASE_HEALTH)) {
            return DATABASE_HEALTH;
        }
        boolean isFile = path.startsWith(ASSETS) && path.indexOf('/', ASSETS.length()) < 0;
        boolean needsNone = isFile || Probes.containPlain(path) || NEED_NO_DATABASE.contains(path);
        return needsNone ? NO_DATABASE : PROJECTS;
    }
}
