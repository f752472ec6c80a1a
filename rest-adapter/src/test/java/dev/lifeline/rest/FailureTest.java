package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.log.LogCapture;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.ServiceUnavailableException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses and log lines when the service fails. */
class FailureTest {
    private static final String SECRETS = "db.internal:5432 lifeline_user hunter2 SELECT * FROM projects";
    private static final Pattern UNEXPECTED = Pattern.compile("\\{\"type\":\"/problems/unexpected-failure\","
            + "\"title\":\"Unexpected failure\",\"status\":500,"
            + "\"detail\":\"The service's log has more under the error id\",\"errorId\":\"([-0-9a-f]{36})\"}");

    @AutoClose
    private final RunningService service = RunningService.start();

    @AutoClose
    private final LogCapture log = LogCapture.ofEverything();

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT4.2S, 5", "PT-3S, 1"})
    void an_unavailable_database_is_a_problem_503_with_the_reason_and_retry_after(Duration delay, String header) {
        service.find = reference -> {
            throw new DatabaseUnavailableException(FailureReason.CONNECTION_REFUSED, delay, new SQLException(SECRETS));
        };

        HttpResponse<String> answer = service.get("/api/projects/apollo");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains(header);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/database-unavailable\",\"title\":\"Database unavailable\","
                        + "\"status\":503,\"detail\":\"The database could not be used in time; nothing was changed\","
                        + "\"reason\":\"Connection refused\"}");
        assertThat(log.alarms()).isEmpty();
    }

    @Test
    void an_unknown_outcome_is_a_problem_503_of_a_specific_type() {
        service.create = (token, project) -> {
            throw new TransactionInDoubtException(
                    WriteToken.of("scope", "its key"), Duration.ofSeconds(3), new SQLException(SECRETS));
        };

        HttpResponse<String> answer = service.postJson("/api/projects", "{\"slug\":\"a\",\"name\":\"A\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/outcome-unknown\",\"title\":\"Outcome unknown\",\"status\":503,"
                        + "\"detail\":\"The change may or may not have been made; the same request with the header"
                        + " Idempotency-Key finds out, and does not make it twice\",\"idempotencyKey\":\"its key\"}");
    }

    static Stream<Throwable> unexpectedFailures() {
        return Stream.of(
                new IllegalStateException(SECRETS),
                new IllegalArgumentException(SECRETS, new SQLException(SECRETS)),
                new DatabaseOperationException(new SQLException(SECRETS, "42P01")),
                new InternalServerErrorException(SECRETS),
                new StackOverflowError(SECRETS));
    }

    @ParameterizedTest
    @MethodSource("unexpectedFailures")
    void an_unexpected_failure_returns_an_id_and_is_logged_once(Throwable failure) {
        service.find = reference -> {
            throw sneaky(failure);
        };

        HttpResponse<String> answer = service.get("/api/projects/apollo");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var matcher = UNEXPECTED.matcher(answer.body());
        assertThat(matcher.matches()).as(answer.body()).isTrue();
        assertThat(answer.headers().map().toString()).doesNotContain("db.internal", "hunter2", "SELECT");
        assertThat(log.alarms()).singleElement().satisfies(event -> {
            assertThat(event.getLevel().toString()).isEqualTo("ERROR");
            assertThat(event.getFormattedMessage()).contains(matcher.group(1));
            assertThat(event.getThrowableProxy().getClassName())
                    .isEqualTo(failure.getClass().getName());
        });
    }

    @Test
    void a_request_that_is_interrupted_by_the_stop_is_not_logged_as_a_failure() {
        service.find = reference -> {
            throw new IllegalStateException(new RuntimeException(new InterruptedException()));
        };

        assertThat(service.get("/api/projects/apollo").statusCode()).isEqualTo(500);
        assertThat(log.alarms()).isEmpty();
    }

    @Test
    void every_unexpected_failure_has_a_unique_id() {
        service.find = reference -> {
            throw new IllegalStateException();
        };

        assertThat(service.get("/api/projects/apollo").body())
                .isNotEqualTo(service.get("/api/projects/apollo").body());
    }

    @Test
    void an_unexpected_failure_is_a_problem_even_for_clients_that_do_not_accept_JSON() {
        service.export = accept -> {
            throw new IllegalStateException(SECRETS);
        };

        HttpResponse<String> answer = service.get("/metrics", "Accept", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).matches(UNEXPECTED);
    }

    @Test
    void other_refusals_with_an_exception_keep_their_status_and_headers() {
        service.find = reference -> {
            throw new ServiceUnavailableException(SECRETS, 7L);
        };

        HttpResponse<String> answer = service.get("/api/projects/apollo");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
