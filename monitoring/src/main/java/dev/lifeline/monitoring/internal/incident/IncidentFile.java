package dev.lifeline.monitoring.internal.incident;

import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.lifeline.domain.incident.Incident;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores incidents in a file, with one line per change; the last line of an incident is valid. Lines are only appended,
 * except that a long file is replaced atomically by its valid lines. A crash therefore loses at most one line, and a
 * truncated line is ignored. Confined to one thread at a time.
 */
final class IncidentFile implements AutoCloseable {
    static final String NAME = "incidents.jsonl";

    private static final System.Logger LOG = System.getLogger(IncidentFile.class.getName());

    /** Five lines for each stored incident: some hundred kilobytes. */
    static final int MAX_LINES = 1_000;

    /** Larger than any file of this class; of a larger file only the end is read. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Path path;
    private final int max;
    private final LockFile lock;
    private @Nullable FileChannel end;
    private boolean torn;
    private int lines;

    private IncidentFile(Path path, int max, LockFile lock) {
        this.path = path;
        this.max = max;
        this.lock = lock;
    }

    /**
     * Opens the file, which need not exist. No other process can open it until it is closed.
     *
     * @param max number of incidents to keep when the file is shortened
     * @throws IOException if the file is unusable; the message contains the cause
     */
    static IncidentFile open(Path directory, int max) throws IOException {
        var lock = LockFile.take(directory.resolve("incidents.lock"));
        try {
            var file = new IncidentFile(directory.resolve(NAME), max, lock);
            file.openEnd();
            return file;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Returns the incidents in the file, in order of their first line. */
    List<Incident> read() throws IOException {
        Map<String, Incident> incidents = new LinkedHashMap<>();
        int unreadable = 0;
        List<String> all = readLines();
        for (String line : all) {
            Optional<Incident> incident = IncidentLine.parse(line);
            incident.ifPresent(known -> incidents.put(known.id(), known));
            unreadable += incident.isPresent() || line.isBlank() ? 0 : 1;
        }
        lines = all.size();
        if (unreadable > 0) {
            LOG.log(INFO, "Of the incidents in {0}, {1} lines cannot be read and are left out", path, unreadable);
        }
        List<Incident> known = new ArrayList<>(incidents.values());
        return List.copyOf(known.subList(Math.max(0, known.size() - max), known.size()));
    }

    /** Appends lines and returns when they are on the disk. Shortens the file if it has become long. */
    void append(Collection<Incident> incidents) throws IOException {
        var text = new StringBuilder();
        incidents.forEach(incident -> text.append(IncidentLine.of(incident)).append('\n'));
        boolean written = false;
        try {
            FileChannel channel = openEnd();
            write(channel, torn ? "\n" + text : text);
            torn = false;
            written = true;
        } finally {
            if (!written) {
                closeEnd(); // the end is checked before the next line is written
            }
        }
        lines += incidents.size();
        if (lines > MAX_LINES) {
            shorten();
        }
    }

    private void shorten() throws IOException {
        List<Incident> known = read();
        var text = new StringBuilder();
        known.forEach(incident -> text.append(IncidentLine.of(incident)).append('\n'));
        Path fresh = path.resolveSibling(NAME + ".new");
        try (FileChannel channel = OwnerOnlyFile.open(fresh, WRITE, CREATE, TRUNCATE_EXISTING)) {
            write(channel, text);
        }
        closeEnd();
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = known.size();
    }

    private static void write(FileChannel channel, CharSequence text) throws IOException {
        ByteBuffer bytes = UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private FileChannel openEnd() throws IOException {
        FileChannel open = end;
        if (open == null) {
            open = OwnerOnlyFile.open(path, WRITE, CREATE, APPEND);
            end = open;
            torn = !endsWithLine();
        }
        return open;
    }

    private boolean endsWithLine() throws IOException {
        byte[] bytes = readEnd(1);
        return bytes.length == 0 || bytes[0] == '\n';
    }

    private List<String> readLines() throws IOException {
        return new String(readEnd(MAX_BYTES), UTF_8).lines().toList();
    }

    private byte[] readEnd(int limit) throws IOException {
        try (var in = Files.newInputStream(path)) {
            long size = Files.size(path);
            in.skipNBytes(Math.max(0, size - limit));
            return in.readNBytes(limit);
        }
    }

    private void closeEnd() throws IOException {
        FileChannel open = end;
        end = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeEnd();
        } finally {
            lock.close();
        }
    }
}
