package dev.lifeline.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random requests to the packaged service, from a seed: {@code -Dlifeline.fuzz.count=200000 -Dlifeline.fuzz.seed=7} for
 * a longer run, with {@code -Dit.test=HttpFuzzIT}.
 */
class HttpFuzzIT {
    private static final int COUNT = Integer.getInteger("lifeline.fuzz.count", 1_500);
    private static final long SEED = Long.getLong("lifeline.fuzz.seed", 20_261_129L);
    private static final int LIMIT_MILLIS = 15_000;

    /** What an answer must not reveal. */
    private static final Pattern INTERNALS = Pattern.compile(
            "Exception|dev\\.lifeline|org\\.(postgresql|hibernate|glassfish)|java\\.(lang|util)|SELECT ");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) .*", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void no_request_makes_the_service_fail() throws IOException {
        var requests = new RandomRequests(SEED, HttpSurface.documented());
        Map<String, Integer> statuses = new TreeMap<>();
        try (var database = PostgresServer.started();
                ServiceProcess service = ServiceProcess.startedOn(database, directory, Map.of())) {
            service.post("/api/projects", "{\"slug\":\"fuzz\",\"name\":\"n\"}");
            for (int i = 0; i < COUNT; i++) {
                byte[] request = requests.next();
                String answer = answer(service.port(), request);
                String seen = "seed " + SEED + ", request " + i + ":\n"
                        + new String(request, StandardCharsets.ISO_8859_1) + "\nanswer:\n" + answer;
                statuses.merge(status(answer, seen), 1, Integer::sum);
                assertThat(answer).as(seen).doesNotContainPattern(INTERNALS);
            }
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(service.output()).doesNotContain(" ERROR ").doesNotContain("Unexpected failure");
        }
        System.out.println("FUZZ seed " + SEED + ", " + COUNT + " requests, by status: " + statuses);
        assertThat(statuses).containsKeys("200", "400", "404");
    }

    /** Returns the status of an answer; a request without an end, or without a method, gets none. */
    private static String status(String answer, String seen) {
        if (answer.isEmpty()) {
            return "none";
        }
        var matcher = STATUS.matcher(answer);
        assertThat(matcher.matches()).as(seen).isTrue();
        String status = matcher.group(1);
        assertThat(status).as(seen).isNotEqualTo("500").isNotEqualTo("502");
        return status;
    }

    /** Sends a request and its end, and returns what comes back; of an event stream the beginning. */
    private static String answer(int port, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            var answer = new StringBuilder();
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                byte[] some = new byte[8_192];
                for (int read = 0;
                        read >= 0 && answer.indexOf("text/event-stream") < 0;
                        read = socket.getInputStream().read(some)) {
                    answer.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError(
                        "no end of the answer to " + new String(request, StandardCharsets.ISO_8859_1) + ": " + answer,
                        e);
            } catch (IOException reset) {
                return answer.toString(); // refused, and closed with unread bytes
            }
            return answer.toString();
        }
    }
}
