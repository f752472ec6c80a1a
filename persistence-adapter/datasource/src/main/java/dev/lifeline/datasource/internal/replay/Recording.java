package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorded steps of the current transaction. Confined to one thread. */
final class Recording {
    private final ReplayConfig config;
    private final List<Step> steps = new ArrayList<>(4);
    private long bytes;
    private boolean mayHaveWritten;
    private boolean writingText;
    private boolean restarted;
    private @Nullable SearchPath pathAtBegin;
    private @Nullable String obstacle;

    Recording(ReplayConfig config) {
        this.config = config;
    }

    void add(Step step, boolean mayWrite) {
        mayHaveWritten |= mayWrite;
        writingText |= mayWrite;
        if (obstacle != null) {
            return;
        }
        steps.add(step);
        bytes += step.size();
        if (steps.size() > config.maxStatements()) {
            giveUp("it has more than " + config.maxStatements() + " statements");
        } else if (bytes > config.maxBytes()) {
            giveUp("its parameters and results take more than " + config.maxBytes() + " bytes");
        }
    }

    /** Returns whether the caller has made the transaction read-only with SQL. */
    boolean refusesWrites() {
        return steps.stream().anyMatch(step -> SqlText.mentionsReadOnly(step.sql()));
    }

    /** Marks the transaction as not replayable and discards its recording. */
    void giveUp(String reason) {
        if (obstacle == null) {
            obstacle = reason;
            steps.clear();
        }
    }

    /** Returns why the transaction cannot be replayed, or null if it can. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    boolean isEmpty() {
        return steps.isEmpty() && obstacle == null;
    }

    boolean mayHaveWritten() {
        return mayHaveWritten;
    }

    /** @param textWrites whether the text of the statement writes; other statements may write through a function */
    void noteWrite(boolean textWrites) {
        mayHaveWritten = true;
        writingText |= textWrites;
    }

    /** Returns whether a statement with a writing text was executed. */
    boolean hasWritingText() {
        return writingText;
    }

    /** Records a change of the schema. */
    void changeSchema(SearchPath former, String schema) {
        if (pathAtBegin == null) {
            pathAtBegin = former;
        }
        add(new SchemaStep(schema), false);
    }

    boolean hasChangedSchema() {
        return pathAtBegin != null;
    }

    /** Returns the search path before the first change of the schema. */
    SearchPath pathAtBegin() {
        return pathAtBegin == null ? SearchPath.DEFAULT : pathAtBegin;
    }

    /**
     * Records that the server was restarted since the transaction began, so that its sequences may have lost values.
     */
    void noteRestart() {
        restarted = true;
    }

    /**
     * Replays the steps.
     *
     * @param verifying whether the replay only verifies that the transaction did not write: results may then differ,
     *     unless a function may have caused the difference
     */
    void replayOn(Connection connection, boolean verifying) throws SQLException, DifferentOutcomeException {
        for (Step step : steps) {
            try {
                step.replay(connection, restarted);
            } catch (DifferentOutcomeException e) {
                if (!verifying || UserFunctions.areCalledBy(step, connection)) {
                    throw e;
                }
            }
        }
    }
}
