package dev.lifeline.testing.proxy;

/**
 * Counts messages of certain types in one direction of a PostgreSQL connection. The first byte begins a message; the
 * bytes may arrive in pieces of any size. Not safe for use by several threads.
 */
final class MessageCounter {
    private static final int HEADER = 5;

    private final String types;
    private int header;
    private char type;
    private int length;
    private int bodyLeft;
    private int count;

    /** Counts messages with one of these characters as their type byte. */
    MessageCounter(String types) {
        this.types = types;
    }

    /** Takes the next bytes of the direction. */
    void add(byte[] bytes, int size) {
        for (int i = 0; i < size; i++) {
            add(bytes[i] & 0xFF);
        }
    }

    /** Returns how many messages have ended. */
    int count() {
        return count;
    }

    private void add(int value) {
        if (bodyLeft > 0) {
            bodyLeft--;
        } else {
            addToHeader(value);
        }
        if (header == HEADER && bodyLeft == 0) {
            header = 0;
            count += types.indexOf(type) >= 0 ? 1 : 0;
        }
    }

    private void addToHeader(int value) {
        if (header == 0) {
            type = (char) value;
            length = 0;
        } else {
            length = length << 8 | value;
        }
        header++;
        if (header == HEADER) {
            bodyLeft = length - 4;
        }
    }
}
