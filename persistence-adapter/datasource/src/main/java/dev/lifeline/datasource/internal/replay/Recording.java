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
    private @Nullable String obstacle;

    Recording(ReplayConfig config) {
        this.config = config;
    }

    void add(Step step, boolean mayWrite) {
        mayHaveWritten |= mayWrite;
        if (obstacle != null) {
            return;
        }
        steps.add(step);
        bytes += step.size();
        if (steps.size() > config.maxStatements()) {
            giveUp("it has more than " + config.maxStatements() + " statements");
        } else if (bytes > config.maxBytes()) {
            giveUp("its results take more than " + config.maxBytes() + " bytes");
        }
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

    void noteWrite() {
        mayHaveWritten = true;
    }

    void replayOn(Connection connection, boolean restarted) throws SQLException, DifferentOutcomeException {
        for (Step step : steps) {
            step.replay(connection, restarted);
        }
    }
}
