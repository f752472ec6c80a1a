package dev.lifeline.datasource.internal.batch;

import static dev.lifeline.datasource.internal.batch.FailedBatches.NOTEWORTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedBatchesTest {
    private static final Exception REFUSED = new DatabaseOperationException(null);

    private final LogCapture log = LogCapture.of(FailedBatches.class);
    private final FailedBatches failures = new FailedBatches();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void consecutive_failures_are_logged_once() {
        fail(REFUSED, 3 * NOTEWORTHY);

        assertThat(log.events()).singleElement().satisfies(line -> assertThat(line.getThrowableProxy())
                .isNotNull());
    }

    @Test
    void occasionally_refused_keys_are_not_logged() {
        for (int i = 0; i < NOTEWORTHY; i++) {
            fail(REFUSED, NOTEWORTHY - 1);
            failures.succeeded();
        }

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void an_outage_is_not_logged() {
        fail(
                new DatabaseUnavailableException(FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), null),
                3 * NOTEWORTHY);

        assertThat(log.lines()).isEmpty();
    }

    private void fail(Exception cause, int times) {
        for (int i = 0; i < times; i++) {
            failures.failed(cause);
        }
    }
}
