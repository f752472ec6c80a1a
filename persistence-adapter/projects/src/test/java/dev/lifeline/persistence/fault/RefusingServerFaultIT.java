package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running server that refuses connections for a while. */
class RefusingServerFaultIT {
    /** Refused credentials are retried at a low rate, so that accounts are not locked. */
    private static final Duration SLOW_CLOCK = Duration.ofSeconds(5).plus(Rig.RECOVERY);

    /** A changed password is checked for every second. */
    private static final Duration NOTICED = Duration.ofSeconds(1).plus(Rig.RECOVERY);

    @Test
    void no_request_fails_while_the_server_has_no_free_slots() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = rigOfApp(server, PasswordSource.fixed(""))) {
            server.execute("alter role app connection limit 0");
            server.terminateSessions();
            rig.awaitOutage();
            assertThat(rig.database().dataSource().connection().check().reason())
                    .contains(FailureReason.TOO_MANY_CONNECTIONS);

            server.execute("alter role app connection limit -1");

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_while_the_server_starts_up() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.pretendStartingUp();
            rig.awaitOutage();
            assertThat(rig.database().dataSource().connection().check().reason())
                    .contains(FailureReason.SERVER_STARTING_UP);
            assertThat(rig.state()).isEqualTo(ConnectionState.BOOTING);

            proxy.heal();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_while_the_server_refuses_the_login() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = rigOfApp(server, PasswordSource.fixed(""))) {
            server.execute("alter role app nologin");
            server.terminateSessions();
            rig.awaitOutage();
            assertThat(rig.state()).isEqualTo(ConnectionState.MISCONFIGURED);

            server.execute("alter role app login");

            rig.awaitRecovery(SLOW_CLOCK);
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_when_the_password_file_follows_the_changed_password(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "one");
        try (PostgresServer server = PostgresServer.started();
                Rig rig = rigOfApp(server, PasswordSource.file(file))) {
            server.requirePassword("app");
            server.execute("alter role app password 'two'");
            server.terminateSessions();
            rig.awaitOutage();
            assertThat(rig.database().dataSource().connection().check().reason())
                    .contains(FailureReason.AUTHENTICATION_FAILED);

            Files.writeString(file, "two");

            rig.awaitRecovery(NOTICED);
            rig.finish(server).assertNoneFailed();
        }
    }

    /** Uses an ordinary role: a superuser gets reserved slots when others get none. */
    private static Rig rigOfApp(PostgresServer server, PasswordSource password) {
        server.execute("create role app login password 'one'");
        server.execute("grant create on schema public to app");
        return Rig.at("app", password, server.port());
    }
}
