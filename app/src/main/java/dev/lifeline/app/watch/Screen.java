package dev.lifeline.app.watch;

import dev.lifeline.monitoring.remote.RemoteState;
import java.io.PrintWriter;

/**
 * Where a watch shows what it sees: lines that stay, and on a terminal below them one that is written anew in its place.
 * Confined to one thread.
 */
public final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String ERASE_LINE = "\r" + ESCAPE + "K";
    /** What nearly every terminal has; how wide this one is, is not to be learnt. */
    private static final int WIDTH = 79;

    private static final String DOTS = "...";

    /** On a narrow terminal a line that wrapped could not be written over. */
    private static final String NO_WRAP = ESCAPE + "?7l";

    private static final String WRAP = ESCAPE + "?7h";
    private static final String PLAIN = ESCAPE + "0m";

    private final PrintWriter out;
    private final boolean live;
    private final boolean coloured;

    /**
     * @param live whether it is a terminal, which can write a line anew
     * @param coloured whether that line has colours, beside its words
     */
    public Screen(PrintWriter out, boolean live, boolean coloured) {
        this.out = out;
        this.live = live;
        this.coloured = coloured;
    }

    /** Writes a line that stays. */
    void print(String line) {
        clear();
        out.println(line);
    }

    /** Writes the live line anew, if there is one. The cursor stays at its beginning: whoever else writes, writes over it. */
    void show(RemoteState state, String line) {
        if (live) {
            String shown = line.length() <= WIDTH ? line : line.substring(0, WIDTH - DOTS.length()) + DOTS;
            out.print(ERASE_LINE + NO_WRAP + (coloured ? colour(state) + shown + PLAIN : shown) + WRAP + "\r");
            out.flush();
        }
    }

    /** Takes the live line away. */
    void clear() {
        if (live) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    /** Whether nobody reads it any more. */
    boolean isGone() {
        return out.checkError();
    }

    private static String colour(RemoteState state) {
        return ESCAPE
                + switch (state) {
                    case HEALTHY -> "32m"; // green
                    case UNHEALTHY, UNREACHABLE -> "31m"; // red
                    case UNKNOWN -> "33m"; // yellow
                };
    }
}
