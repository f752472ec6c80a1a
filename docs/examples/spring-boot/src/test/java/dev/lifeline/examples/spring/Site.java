package dev.lifeline.examples.spring;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A database behind a fault proxy, services that use it, and their load. */
final class Site implements AutoCloseable {
    private final PostgresServer primary = PostgresServer.started();
    private final PostgresServer standby;
    private final FaultProxy proxy;
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private final List<LedgerLoad> loads = new ArrayList<>();
    private PostgresServer serving = primary;

    Site(boolean withStandby) {
        standby = withStandby ? PostgresServer.standbyOf(primary) : null;
        proxy = FaultProxy.to(primary.port());
    }

    PostgresServer primary() {
        return primary;
    }

    FaultProxy proxy() {
        return proxy;
    }

    void promoteStandby() {
        standby.promote();
        serving = standby;
    }

    /** Starts a service; services differ only in the type of the data source. */
    LedgerLoad serve(String name, Class<?> dataSource, int writesPerSecond) {
        ConfigurableApplicationContext service = new SpringApplicationBuilder(LedgerApplication.class)
                .run(
                        "--spring.datasource.type=" + dataSource.getName(),
                        "--spring.datasource.url=" + url(),
                        "--spring.datasource.username=" + primary.username(),
                        "--spring.jmx.enabled=false",
                        "--logging.level.root=error");
        services.add(service);
        LedgerLoad load = LedgerLoad.on(service.getBean(Ledger.class), name, 80, writesPerSecond);
        loads.add(load);
        return load;
    }

    private String url() {
        String first = "127.0.0.1:" + proxy.port();
        return standby == null
                ? "jdbc:postgresql://" + first + "/postgres"
                : "jdbc:postgresql://" + first + ",127.0.0.1:" + standby.port() + "/postgres?targetServerType=primary";
    }

    /** Waits until each service has answered some more requests. */
    void awaitMoreRequests() {
        loads.forEach(load -> load.awaitMore(200));
    }

    /** Ends the load, and asserts that no service lost or duplicated a booking. */
    void finish() throws InterruptedException {
        for (LedgerLoad load : loads) {
            load.stop();
        }
        loads.forEach(load -> load.assertNothingLostOrDoubled(serving));
    }

    @Override
    public void close() {
        services.forEach(ConfigurableApplicationContext::close);
        proxy.close();
        if (standby != null) {
            standby.close();
        }
        primary.close();
    }
}
