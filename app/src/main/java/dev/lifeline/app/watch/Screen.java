package dev.lifeline.app.watch;

import dev.lifeline.monitoring.remote.RemoteState;
import java.io.PrintWriter;

/**
 * Output of a watch: permanent lines, and on a terminal a live line below them that is redrawn in place. Confined to
 * one thread.
 */
public final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String ERASE_LINE = "\r" + ESCAPE + "K";
    /** Minimum width of common terminals; the actual width is unknown. */
    private static final int WIDTH = 79;

    private static final String DOTS = "...";

    /** Disables wrapping, because a wrapped line could not be overwritten on a narrow terminal. */
    private static final String NO_WRAP = ESCAPE + "?7l";

    private static final String WRAP = ESCAPE + "?7h";
    private static final String PLAIN = ESCAPE + "0m";

    private final PrintWriter out;
    private final boolean live;
    private final boolean coloured;

    /**
     * @param live whether the output is a terminal, on which a line can be redrawn
     * @param coloured whether the live line has colours
     */
    public Screen(PrintWriter out, boolean live, boolean coloured) {
        this.out = out;
        this.live = live;
        this.coloured = coloured;
    }

    /** Writes a permanent line. */
    void print(String line) {
        clear();
        out.println(line);
    }

    /** Redraws the live line, if there is one. The cursor stays at its start, so that other output overwrites it. */
    void show(RemoteState state, String line) {
        if (live) {
            String shown = line.length() <= WIDTH ? line : line.substring(0, WIDTH - DOTS.length()) + DOTS;
            out.print(ERASE_LINE + NO_WRAP + (coloured ? colour(state) + shown + PLAIN : shown) + WRAP + "\r");
            out.flush();
        }
    }

    /** Erases the live line. */
    void clear() {
        if (live) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    /** Returns whether the output is no longer read. */
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
