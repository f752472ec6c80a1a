package dev.lifeline.datasource.internal.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Objects of a server connection that do not report when they are closed. Confined to one thread. */
final class OpenObjects {
    private final List<ResultSet> results = new ArrayList<>(0);
    private final List<Statement> statements = new ArrayList<>(0);

    void add(Object object) {
        if (object instanceof ResultSet result) {
            results.add(result);
        } else if (object instanceof Statement statement) {
            statements.add(statement);
        }
    }

    /** Returns whether one of them is still open. */
    boolean exist() throws SQLException {
        for (int i = results.size() - 1; i >= 0; i--) {
            if (results.get(i).isClosed()) {
                results.remove(i);
            }
        }
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i).isClosed()) {
                statements.remove(i);
            }
        }
        return !results.isEmpty() || !statements.isEmpty();
    }

    /** Forgets all of them, because their connection is not used any more. */
    void clear() {
        results.clear();
        statements.clear();
    }
}
