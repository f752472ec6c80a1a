package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays between the recovery attempts of one outage. Confined to one thread. */
final class RecoverySchedule {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** A starting server is ready soon; a constant interval detects that fastest. */
    private static final Duration WHILE_BOOTING = Duration.ofMillis(200);

    /**
     * Delay after the first refused login. Such delays are longer, because frequent attempts with wrong credentials
     * lock accounts.
     */
    private static final Duration FIRST_FOR_A_PERSON = Duration.ofSeconds(5);

    private static final Duration LONGEST_FOR_A_PERSON = Duration.ofMinutes(1);

    /** Number of attempts with a constant interval, during the default hold time of callers. */
    private static final int STEADY_FOR_A_PERSON = 3;

    private final RandomGenerator random;
    private Duration bound = FIRST;
    private Duration boundForAPerson = FIRST_FOR_A_PERSON;
    private int attemptsForAPerson;

    RecoverySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** Returns the delay after an attempt that failed for the given reason. */
    Duration next(FailureReason reason) {
        return switch (reason) {
            case SERVER_STARTING_UP -> WHILE_BOOTING;
            case AUTHENTICATION_FAILED, INVALID_CONFIGURATION, MIGRATION_FAILED -> nextForAPerson();
            default -> nextJittered();
        };
    }

    /** Full jitter, so that many processes that lost the same server do not reconnect simultaneously. */
    private Duration nextJittered() {
        Duration delay = Duration.ofMillis(1 + random.nextLong(bound.toMillis()));
        bound = doubled(bound, LONGEST);
        return delay;
    }

    private Duration nextForAPerson() {
        attemptsForAPerson++;
        if (attemptsForAPerson > STEADY_FOR_A_PERSON) {
            boundForAPerson = doubled(boundForAPerson, LONGEST_FOR_A_PERSON);
        }
        return boundForAPerson;
    }

    private static Duration doubled(Duration bound, Duration longest) {
        Duration twice = bound.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
