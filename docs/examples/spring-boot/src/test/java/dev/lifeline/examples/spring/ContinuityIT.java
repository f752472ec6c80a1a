package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.LifelineDataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the service through faults. With only the type of the data source changed, no request fails, and each
 * acknowledged booking is stored once. The full form, {@code -Pfaults}, also runs it on HikariCP, with the same server.
 */
class ContinuityIT {

    @ParameterizedTest
    @EnumSource(names = {"FLOWS_DEAD", "SCHEMA_CHANGED", "CRASHES_AMONG_COMMITS", "FAILOVER"})
    void no_request_fails(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad load = site.serve("ours", LifelineDataSource.class, fault.writesPerSecond());

            through(fault, site);

            assertThat(load.failed()).as(load.toString()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void beside_hikari(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad theirs = site.serve("theirs", HikariDataSource.class, fault.writesPerSecond());
            LedgerLoad ours = site.serve("ours", LifelineDataSource.class, fault.writesPerSecond());

            through(fault, site);

            System.out.println("Spring Boot: " + fault + ": HikariCP " + theirs + "; Lifeline " + ours);
            assertThat(ours.failed()).as(ours.toString()).isZero();
        }
    }

    private static void through(Fault fault, Site site) throws InterruptedException {
        site.awaitMoreRequests();
        fault.strike(site);
        site.awaitMoreRequests();
        site.finish();
    }
}
