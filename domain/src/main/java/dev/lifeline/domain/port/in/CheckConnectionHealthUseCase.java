package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;

/** Tells how the connection to the database is. Safe for use by several threads. */
public interface CheckConnectionHealthUseCase {

    /** Looks at the database now. Blocks for a bounded time, never fails; several callers at once share one look. */
    CheckResult check();

    /** What is known without looking. Never blocks. */
    ConnectionHealth health();
}
