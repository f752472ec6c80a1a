package dev.lifeline.examples.hibernate;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.load.TransferLoad;
import dev.lifeline.testing.proxy.DatabaseFault;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The accounts through faults of the database, on Lifeline's data source. */
class FaultIT {

    @ParameterizedTest
    @EnumSource(names = "RESTART")
    void no_transfer_fails_is_lost_or_doubled(DatabaseFault fault) throws Exception {
        through(fault);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RESTART")
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void nor_in_longer_faults_and_further_ones(DatabaseFault fault) throws Exception {
        through(fault);
    }

    private static void through(DatabaseFault fault) throws Exception {
        try (TransferLoad load = new TransferLoad();
                LifelineDataSource source = new LifelineDataSource()) {
            source.setJdbcUrl(load.jdbcUrl());
            source.setUsername(load.username());
            Accounts accounts = new Accounts(source);
            load.through(fault, "Hibernate", () -> accounts.transfer("a", "b", 1));
        }
    }
}
