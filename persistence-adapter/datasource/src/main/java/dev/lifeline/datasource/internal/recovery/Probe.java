package dev.lifeline.datasource.internal.recovery;

import java.sql.SQLException;

/** Asks the server about itself, in bounded time. Confined to one thread, except where noted. */
interface Probe {
    /** Returns the server's answer, or throws why there is none. */
    ServerAnswer ask() throws SQLException;

    /** Keeps no session until there are slots enough again: the pool needs this one. */
    void yieldSlot();

    /** Gives the slot of the kept session to work that needs it, if slots are few. */
    void makeRoom();

    /** Closes the kept session. Safe to call from any thread. */
    void disconnect();

    /** Closes the kept session and refuses new ones. Safe to call from any thread. */
    void close();
}
