package dev.lifeline.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumMap;
import java.util.Map;
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

    private static final int READS_PER_SECOND = 80;

    @ParameterizedTest
    @EnumSource(names = {"FLOWS_DEAD", "SCHEMA_CHANGED", "CRASHES_AMONG_COMMITS", "FAILOVER"})
    void no_request_fails(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad load = site.serve(Connections.LIFELINE, READS_PER_SECOND, fault.writesPerSecond());

            through(fault, site);

            assertThat(fault.mayTakeKeysBack() ? load.failedForGood() : load.failed())
                    .as(load.toString())
                    .isZero();
        }
    }

    /** Uses Lifeline's driver under Spring Boot's own pool, which never replaces a connection. */
    @ParameterizedTest
    @EnumSource(names = {"RESTART", "SESSIONS_TERMINATED_EVERY_HALF_SECOND"})
    void no_request_fails_on_hikari_over_the_driver(Fault fault) throws Exception {
        try (Site site = new Site(fault.needsStandby())) {
            LedgerLoad load = site.serve(Connections.HIKARI_ON_DRIVER, READS_PER_SECOND, fault.writesPerSecond());

            through(fault, site);

            assertThat(load.failed()).as(load.toString()).isZero();
            assertThat(site.made(Connections.HIKARI_ON_DRIVER)).isLessThanOrEqualTo(POOL_SIZE);
        }
    }

    /** Shows why the configuration has to name the driver in addition to the URL. */
    @Test
    void spring_boot_does_not_derive_the_driver_from_the_url() {
        assertThat(DatabaseDriver.fromJdbcUrl("jdbc:lifeline:postgresql://db/app"))
                .isEqualTo(DatabaseDriver.UNKNOWN);
    }

    /**
     * Each service has a part of the load, since four share the processors. The system property {@code
     * lifeline.faults.only} is a regular expression for the names of the faults.
     */
    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void beside_hikari(Fault fault) throws Exception {
        assumeTrue(fault.name().matches(System.getProperty("lifeline.faults.only", ".*")));
        int writesPerSecond = Math.max(10, fault.writesPerSecond() / Connections.values().length);
        try (Site site = new Site(fault.needsStandby())) {
            Map<Connections, LedgerLoad> loads = new EnumMap<>(Connections.class);
            for (Connections connections : Connections.values()) {
                loads.put(connections, site.serve(connections, READS_PER_SECOND / 2, writesPerSecond));
            }

            through(fault, site);

            loads.forEach((connections, load) -> System.out.println("Spring Boot: " + fault + ": " + connections + ": "
                    + load + ", connections made: " + site.made(connections)));
            assertThat(loads.keySet())
                    .filteredOn(connections -> connections != Connections.HIKARI)
                    .allSatisfy(ours -> {
                        LedgerLoad load = loads.get(ours);
                        assertThat(fault.mayTakeKeysBack() ? load.failedForGood() : load.failed())
                                .as(ours + ": " + load)
                                .isZero();
                    });
            assertThat(loads.keySet())
                    .filteredOn(Connections::isOnDriver)
                    .allSatisfy(driver -> assertThat(site.made(driver)).isLessThanOrEqualTo(POOL_SIZE));
        }
    }

    /**
     * Runs the faults with the whole load on one service at a time. Each service has a separate server, so that none
     * delays another: {@code -Dlifeline.faults.alone=true}, and {@code lifeline.faults.only} as above.
     */
    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    @EnabledIfSystemProperty(named = "lifeline.faults.alone", matches = "true")
    void one_after_the_other(Fault fault) throws Exception {
        assumeTrue(fault.name().matches(System.getProperty("lifeline.faults.only", ".*")));
        for (Connections connections : Connections.values()) {
            try (Site site = new Site(fault.needsStandby())) {
                LedgerLoad load = site.serve(connections, READS_PER_SECOND, fault.writesPerSecond());

                through(fault, site);

                System.out.println("Spring Boot, alone: " + fault + ": " + connections + ": " + load
                        + ", connections made: " + site.made(connections));
            }
        }
    }

    private static void through(Fault fault, Site site) throws InterruptedException {
        site.awaitMoreRequests();
        fault.strike(site);
        site.awaitMoreRequests();
        site.finish();
    }
}
