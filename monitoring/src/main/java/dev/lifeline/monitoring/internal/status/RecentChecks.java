package dev.lifeline.monitoring.internal.status;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest health checks. Safe for use by several threads. */
public final class RecentChecks implements ConnectionEventListener {
    static final int MOST = 20;

    private final Deque<CheckResult> checks = new ArrayDeque<>();

    /** Creates an empty list. */
    public RecentChecks() {}

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof CheckPassed check) {
            add(CheckResult.healthy(check.at(), check.took()));
        } else if (event instanceof CheckFailed check) {
            add(CheckResult.failed(check.at(), check.took(), check.reason()));
        }
    }

    private synchronized void add(CheckResult check) {
        if (checks.size() == MOST) {
            checks.removeLast();
        }
        checks.addFirst(check);
    }

    /** Returns the checks, newest first. */
    synchronized List<CheckResult> newest() {
        return List.copyOf(checks);
    }
}
