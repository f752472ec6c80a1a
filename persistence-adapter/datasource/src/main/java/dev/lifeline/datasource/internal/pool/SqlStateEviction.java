package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.lifeline.datasource.internal.failure.ServerErrors;
import dev.lifeline.datasource.internal.failure.StalePlan;
import java.sql.SQLException;
import java.util.Set;

/** Decides which failures evict a connection from the pool, where HikariCP's list is wrong. */
final class SqlStateEviction implements SQLExceptionOverride {
    /** SQLSTATEs of errors that end the session, and that HikariCP does not list. */
    private static final Set<String> EVICT = Set.of("57P05", "25P03", "25P04");

    /** feature_not_supported concerns the statement; HikariCP treats it as a broken connection. */
    private static final String KEEP = "0A000";

    private final PlanEpoch plans;

    /** @param plans advanced when a prepared statement is stale */
    SqlStateEviction(PlanEpoch plans) {
        this.plans = plans;
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        if (KEEP.equals(e.getSQLState())) {
            if (StalePlan.isReportedBy(e)) {
                plans.advance();
            }
            return Override.DO_NOT_EVICT;
        }
        if (ServerErrors.isRaisedByStatement(e)) {
            return Override.DO_NOT_EVICT;
        }
        boolean ended = e.getSQLState() != null && EVICT.contains(e.getSQLState());
        return ended ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
