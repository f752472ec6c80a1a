package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.remote.RemoteState;

/** Asks a service to reconnect at limited intervals, and reports the result. Confined to one thread. */
final class ReconnectRequests {
    private static final int CLIENT_ERRORS = 4; // hundred
    private static final int TOO_MANY_REQUESTS = 429;

    private final HealthEndpoint endpoint;
    private final ReconnectSchedule schedule;

    ReconnectRequests(HealthEndpoint endpoint, Ticker ticker) {
        this.endpoint = endpoint;
        this.schedule = new ReconnectSchedule(ticker);
    }

    /** Returns whether a request is due after the poll. */
    boolean isDue(PollResult result) {
        if (result.state() == RemoteState.HEALTHY) {
            schedule.recovered();
        }
        return result.state() == RemoteState.UNHEALTHY && schedule.isDue();
    }

    PollResult ask() throws InterruptedException {
        return endpoint.reconnect();
    }

    /** Returns the result in words. */
    String outcome(PollResult answer) {
        if (answer.state() == RemoteState.HEALTHY) {
            schedule.tried();
            return "reconnect succeeded: " + answer.detail();
        }
        if (isRefusal(answer.status().status())) {
            schedule.giveUp();
            return "reconnect refused: " + answer.detail() + "; not tried again";
        }
        return "reconnect failed: " + answer.detail() + "; not tried again for " + SettingChecks.text(schedule.tried());
    }

    private static boolean isRefusal(int status) {
        return status / 100 == CLIENT_ERRORS && status != TOO_MANY_REQUESTS;
    }
}
