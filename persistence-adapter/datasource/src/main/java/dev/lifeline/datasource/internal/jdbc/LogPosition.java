package dev.lifeline.datasource.internal.jdbc;

/** Position in a server's log, the {@code pg_lsn} of PostgreSQL. */
public record LogPosition(long bytes) {

    /** Parses the text of a position: its two halves in hexadecimal digits, with a slash between them. */
    public static LogPosition parse(String text) {
        int slash = text.indexOf('/');
        return new LogPosition(Long.parseLong(text, 0, slash, 16) << Integer.SIZE
                | Long.parseLong(text, slash + 1, text.length(), 16));
    }

    /** Returns the number of bytes from another position to this one. */
    public long minus(LogPosition other) {
        return bytes - other.bytes;
    }
}
