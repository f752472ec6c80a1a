package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.lifeline.datasource.internal.failure.StalePlan;
import java.sql.SQLException;
import java.util.Set;

/** Which failures cost a connection its place in the pool, where HikariCP's own list errs. */
final class SqlStateEviction implements SQLExceptionOverride {
    /** 25006: the server turned read-only under us. The others end the session, and HikariCP does not list them. */
    private static final Set<String> EVICT = Set.of("25006", "57P05", "25P03", "25P04");

    /** feature_not_supported is about the statement; HikariCP takes it for a broken connection. */
    private static final String KEEP = "0A000";

    private final PlanEpoch plans;

    /**
     * @param plans advanced when a prepared statement is out of date
     */
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
        boolean ended = e.getSQLState() != null && EVICT.contains(e.getSQLState());
        return ended ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
