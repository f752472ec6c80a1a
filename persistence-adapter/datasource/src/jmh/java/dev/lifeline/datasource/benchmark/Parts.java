package dev.lifeline.datasource.benchmark;

import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/** The engine's parts while the database is healthy and no caller has to wait. */
final class Parts {
    static final OperationTracer NOBODY_FOLLOWS = new OperationTracer() {};
    static final Duration LONG = Duration.ofSeconds(30);
    private static final int MANY = 10_000;

    private Parts() {}

    static CallerGate closedGate() {
        return new CallerGate(Ticker.system(), LONG, MANY, Wait.DATABASE, NOBODY_FOLLOWS);
    }

    static CallerGate openGate() {
        CallerGate gate = closedGate();
        gate.open();
        return gate;
    }

    static Deadline deadline() {
        return Deadline.in(LONG, Ticker.system());
    }

    static Admission admission() {
        return new Admission(MANY, MANY, LONG, Ticker.system(), NOBODY_FOLLOWS, new Borrowers(MANY));
    }
}
