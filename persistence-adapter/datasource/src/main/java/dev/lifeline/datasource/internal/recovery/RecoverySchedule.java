package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to try next, within one outage: each outage has a schedule of its own. Confined to one thread. */
final class RecoverySchedule {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** A server that says it is starting up is back soon; a steady rhythm finds it soonest. */
    private static final Duration WHILE_BOOTING = Duration.ofMillis(200);

    /** Quick attempts with refused credentials lock accounts. */
    private static final Duration FIRST_FOR_A_PERSON = Duration.ofSeconds(5);

    private static final Duration LONGEST_FOR_A_PERSON = Duration.ofMinutes(1);

    /** The first few, while callers are still held by default, come at a steady pace. */
    private static final int STEADY_FOR_A_PERSON = 3;

    private final RandomGenerator random;
    private Duration bound = FIRST;
    private Duration boundForAPerson = FIRST_FOR_A_PERSON;
    private int attemptsForAPerson;

    RecoverySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after an attempt that failed for that reason. */
    Duration next(FailureReason reason) {
        return switch (reason) {
            case SERVER_STARTING_UP -> WHILE_BOOTING;
            case AUTHENTICATION_FAILED, INVALID_CONFIGURATION, MIGRATION_FAILED -> nextForAPerson();
            default -> nextJittered();
        };
    }

    /** Full jitter: many processes that lost the same server don't come back in step. */
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
