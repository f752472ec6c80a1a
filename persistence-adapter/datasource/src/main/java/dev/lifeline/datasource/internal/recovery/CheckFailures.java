package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.MIGRATION_FAILED;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;

/** Classifies the failures of checks. */
final class CheckFailures {
    private CheckFailures() {}

    static FailureReason reasonOf(SQLException e) {
        return FailureClassifier.classify(FailurePhase.CONNECT, e).reason();
    }

    /**
     * Returns the reason of a failed schema setup: a transient one, such as a lock or a broken connection, or {@link
     * FailureReason#MIGRATION_FAILED}, which is also logged.
     */
    static FailureReason reasonOf(SchemaFailedException e, Schema schema) {
        var failure = FailureClassifier.classify(e);
        if (FailureClassifier.isDatabaseFailure(e)
                && (failure.kind().isRepeatable() || failure.kind().isSuspicious())) {
            return failure.reason();
        }
        schema.logOnce(e);
        return MIGRATION_FAILED;
    }
}
