package dev.lifeline.app.http;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/** What keeps clients, all together, within the limits of this process. Safe for use by several threads. */
record OverloadProtection(
        BodyGathering bodies,
        UnreadAnswers answers,
        ConnectionLimit connections,
        SlowClients slowClients,
        CostlyRequests costly,
        AcceptHeaders acceptHeaders,
        int maxRequests)
        implements AutoCloseable {
    private static final Duration OVERDUE_INTERVAL = Duration.ofMillis(500);
    private static final Duration RESUME_INTERVAL = Duration.ofMillis(100);

    static OverloadProtection of(HttpConfig config, Ticker ticker) {
        var bodies = new BodyGathering(config.clients(), config.resources(), ticker);
        var answers = new UnreadAnswers(config.resources().answerMemory());
        var acceptHeaders = new AcceptHeaders();
        var slowClients = new SlowClients(config.clients(), ticker);
        slowClients.every(OVERDUE_INTERVAL, bodies::refuseOverdue);
        slowClients.every(RESUME_INTERVAL, answers::resumeWaiting);
        slowClients.every(AcceptHeaders.PERIOD, acceptHeaders::forget);
        var connections = new ConnectionLimit(config.resources(), slowClients);
        return new OverloadProtection(
                bodies,
                answers,
                connections,
                slowClients,
                new CostlyRequests(),
                acceptHeaders,
                config.resources().requests());
    }

    @Override
    public void close() {
        slowClients.close();
    }
}
