package dev.lifeline.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.DatabaseFault;
import dev.lifeline.testing.proxy.FaultProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The endpoints in the servlet container, and their requests through faults of the database. */
class FaultIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SOME = 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static PostgresServer database;
    private static FaultProxy proxy;
    private static ProjectServer server;

    private final AtomicInteger created = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeAll
    static void start() throws Exception {
        database = PostgresServer.started();
        proxy = FaultProxy.to(database.port());
        String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres";
        server = new ProjectServer(
                DatabaseConfig.of(DatabaseUrl.parse(url), DatabaseCredentials.of(database.username(), "")), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
        proxy.close();
        database.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(LIMIT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "RESTART")
    void no_request_fails_is_lost_or_doubled(DatabaseFault fault) throws Exception {
        through(fault);
    }

    /** An outage that is longer than {@code GateConfig.hold}, 15 s, is answered with 503. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RESTART", "KILLED_FOR_20_S"})
    @EnabledIfSystemProperty(named = "lifeline.faults.full", matches = "true")
    void nor_in_longer_faults_and_further_ones(DatabaseFault fault) throws Exception {
        through(fault);
    }

    private void through(DatabaseFault fault) throws Exception {
        String prefix = fault.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> createProjects(prefix));

        awaitMore(load);
        fault.strike(database, proxy, () -> awaitMore(load));
        awaitMore(load);
        enough.set(true);

        load.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        System.out.println("REST in a servlet: " + fault + ": " + created + " projects created and read, 0 failed");
        assertThat(database.query("select count(*)::int from projects where slug like '" + prefix + "%'"))
                .isEqualTo(created.get());
    }

    /** Creates projects, and reads each of them where its Location says. */
    private void createProjects(String prefix) {
        while (!enough.get()) {
            String body = "{\"slug\":\"" + prefix + created.get() + "\",\"name\":\"A\"}";
            HttpResponse<String> answer = send(request("/ops/api/projects")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith("/ops/api/projects/");
            HttpResponse<String> read = send(request(location));
            assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
            assertThat(read.body()).isEqualTo(answer.body());
            created.incrementAndGet();
        }
    }

    private void awaitMore(CompletableFuture<Void> load) {
        int before = created.get();
        await().atMost(LIMIT).until(() -> load.isDone() || created.get() > before + SOME);
        assertThat(load).isNotCompletedExceptionally();
    }

    @Test
    void the_status_page_metrics_and_probes_are_served() {
        for (String path : new String[] {
            "/ops/", "/ops/metrics", "/ops/api/monitoring/status", "/ops/health/live", "/ops/health/ready"
        }) {
            HttpResponse<String> response = send(request(path));
            assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        }
    }

    @Test
    void the_event_stream_is_served_without_waiting_for_its_end() throws Exception {
        HttpResponse<InputStream> stream = CLIENT.send(
                request("/ops/api/monitoring/events")
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(CompletableFuture.supplyAsync(() -> line(lines)).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
        }
    }

    private static String line(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
