package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.jdbc.DatabaseDriver;

/**
 * Runs the service through faults. With only the type of the data source changed, no request fails, and each
 * acknowledged booking is stored once. The full form, {@code -Pfaults}, also runs it on HikariCP, with the same server.
 */
class ContinuityIT {
    /** HikariCP's default. */
    private static final int POOL_SIZE = 10;

    @ParameterizedTest
    @EnumSource(names = {"FLOWS_DEAD", "SCHEMA_CHANGED", "CRASHES_AMONG_COMMITS", "FAILOVER"})
    void no_request_fails(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad load = site.serve(Connections.LIFELINE, fault.writesPerSecond());

            through(fault, site);

            assertThat(fault.mayTakeKeysBack() ? load.failedForGood() : load.failed())
                    .as(load.toString())
                    .isZero();
        }
    }

    /** Spring Boot's own pool is left in place, and never replaces a connection. */
    @ParameterizedTest
    @EnumSource(names = {"RESTART", "SESSIONS_TERMINATED_EVERY_HALF_SECOND"})
    void no_request_fails_on_hikari_over_the_driver(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad load = site.serve(Connections.HIKARI_ON_DRIVER, fault.writesPerSecond());

            through(fault, site);

            assertThat(load.failed()).as(load.toString()).isZero();
            assertThat(site.made(Connections.HIKARI_ON_DRIVER)).hasValueLessThanOrEqualTo(POOL_SIZE);
        }
    }

    /** So the configuration has to name the driver beside the URL. */
    @Test
    void spring_boot_does_not_derive_the_driver_from_the_url() {
        assertThat(DatabaseDriver.fromJdbcUrl("jdbc:lifeline:postgresql://db/app"))
                .isEqualTo(DatabaseDriver.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void beside_hikari(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad theirs = site.serve(Connections.HIKARI, fault.writesPerSecond());
            LedgerLoad ours = site.serve(Connections.LIFELINE, fault.writesPerSecond());
            LedgerLoad driver = site.serve(Connections.HIKARI_ON_DRIVER, fault.writesPerSecond());

            through(fault, site);

            System.out.println("Spring Boot: " + fault + ": HikariCP " + theirs + "; Lifeline " + ours
                    + "; HikariCP on the driver " + driver + ", connections made: "
                    + site.made(Connections.HIKARI_ON_DRIVER) + ", without it: " + site.made(Connections.HIKARI));
            assertThat(fault.mayTakeKeysBack() ? ours.failedForGood() : ours.failed())
                    .as(ours.toString())
                    .isZero();
            assertThat(fault.mayTakeKeysBack() ? driver.failedForGood() : driver.failed())
                    .as(driver.toString())
                    .isZero();
            assertThat(site.made(Connections.HIKARI_ON_DRIVER)).hasValueLessThanOrEqualTo(POOL_SIZE);
        }
    }

    private static void through(Fault fault, Site site) throws InterruptedException {
        site.awaitMoreRequests();
        fault.strike(site);
        site.awaitMoreRequests();
        site.finish();
    }
}
