package dev.lifeline.examples.spring;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A database behind a fault proxy, services that use it, and their load. */
final class Site implements AutoCloseable {
    private final PostgresServer primary = PostgresServer.started();
    private final PostgresServer standby;
    private final FaultProxy proxy;
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private final List<LedgerLoad> loads = new ArrayList<>();
    private final Map<Connections, MadeConnections> made = new EnumMap<>(Connections.class);
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

    /** Starts a service; services differ only in the source of their connections. */
    LedgerLoad serve(Connections connections, int readsPerSecond, int writesPerSecond) {
        MadeConnections counted = new MadeConnections();
        made.put(connections, counted);
        String url = connections.url(address());
        List<String> arguments = connections.arguments(address(), primary.username());
        arguments.add("--spring.jmx.enabled=false");
        arguments.add("--logging.level.root=error");
        ConfigurableApplicationContext service = new SpringApplicationBuilder(LedgerApplication.class)
                .initializers(context -> counted.initialize(context, connections, url, primary.username()))
                .run(arguments.toArray(String[]::new));
        services.add(service);
        LedgerLoad load = LedgerLoad.on(service.getBean(Ledger.class), connections, readsPerSecond, writesPerSecond);
        loads.add(load);
        return load;
    }

    /** Returns how many connections a pool other than Lifeline's has made. */
    long made(Connections connections) {
        return made.get(connections).count();
    }

    private String address() {
        String first = "127.0.0.1:" + proxy.port();
        return standby == null
                ? "postgresql://" + first + "/postgres"
                : "postgresql://" + first + ",127.0.0.1:" + standby.port() + "/postgres?targetServerType=primary";
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
