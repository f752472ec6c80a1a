package dev.lifeline.datasource.internal.recovery;

import java.sql.SQLException;

/** Queries the state of the server, in bounded time. Confined to one thread, except where noted. */
interface Probe {
    /** Returns the server's answer; throws if there is none. */
    ServerAnswer ask() throws SQLException;

    /** Closes the session after each check from now on, until slots are free again: the pool needs the slot. */
    void yieldSlot();

    /** Frees the slot of the session for other work if slots are few. */
    void makeRoom();

    /** Closes the session. Safe to call from any thread. */
    void disconnect();

    /** Closes the session and refuses new ones. Safe to call from any thread. */
    void close();
}
