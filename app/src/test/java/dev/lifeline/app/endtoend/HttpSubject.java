package dev.lifeline.app.endtoend;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.persistence.history.Subject;
import dev.lifeline.persistence.history.WriteRequest;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole service, over HTTP. A client without an answer does not know the outcome of its change. Safe for use by
 * several threads.
 */
final class HttpSubject implements Subject {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Pattern PROJECT = Pattern.compile("\\{\"id\":\"(.*?)\",\"slug\":\"(.*?)\",\"name\":\"(.*?)\","
            + "\"description\":null,\"createdAt\":\"(.*?)\",\"updatedAt\":\"(.*?)\",\"version\":(\\d+)}");

    private final Supplier<ServiceProcess> service;

    /**
     * @param service returns the running service; waits if none is running
     */
    HttpSubject(Supplier<ServiceProcess> service) {
        this.service = service;
    }

    @Override
    public WriteResult<ProjectOutcome> write(WriteRequest request) {
        WriteToken token = WriteToken.of("http", request.key());
        HttpResponse<String> answer = sent(request)
                .orElseThrow(() -> new TransactionInDoubtException(token, A_MOMENT, new IOException("no answer")));
        boolean replayed = answer.headers().firstValue("Idempotency-Replayed").isPresent();
        return switch (answer.statusCode()) {
            case 200, 201 -> new WriteResult<>(ProjectOutcome.stored(stored(answer)), replayed);
            case 204 -> new WriteResult<>(ProjectOutcome.of(Kind.DELETED), replayed);
            case 404 -> new WriteResult<>(ProjectOutcome.of(Kind.NOT_FOUND), replayed);
            case 412 -> new WriteResult<>(ProjectOutcome.of(Kind.OTHER_VERSION), replayed);
            case 409 -> {
                if (is(answer, "request-in-progress")) {
                    throw new WriteInProgressException(token, A_MOMENT);
                }
                yield new WriteResult<>(ProjectOutcome.of(Kind.SLUG_TAKEN), replayed);
            }
            default -> {
                if (is(answer, "outcome-unknown")) {
                    throw new TransactionInDoubtException(token, A_MOMENT, new IOException(answer.body()));
                }
                throw unavailable(answer);
            }
        };
    }

    private Optional<HttpResponse<String>> sent(WriteRequest request) {
        String key = "\"" + request.key() + "\"";
        String content = "{\"slug\":\"" + request.slug() + "\",\"name\":\"" + request.name() + "\"}";
        String path = "/api/projects/" + request.id();
        String condition = request.version() == null ? "*" : "\"" + request.id() + "-" + request.version() + "\"";
        return switch (request.kind()) {
            case CREATE -> sent("POST", "/api/projects", content, "Idempotency-Key", key);
            case REPLACE -> sent("PUT", path, content, "Idempotency-Key", key, "If-Match", condition);
            case DELETE -> sent("DELETE", path, "", "Idempotency-Key", key, "If-Match", condition);
        };
    }

    private Optional<HttpResponse<String>> sent(String method, String path, String body, String... headers) {
        try {
            return Optional.of(service.get().send(method, path, body, headers));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        HttpResponse<String> answer = got("/api/projects/" + reference);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(stored(answer));
    }

    @Override
    public List<Project> list() {
        return projects(got("/api/projects").body());
    }

    private HttpResponse<String> got(String path) {
        HttpResponse<String> answer = sent("GET", path, "", "Accept", "application/json")
                .orElseThrow(() -> new DatabaseUnavailableException(
                        FailureReason.CONNECTION_LOST, A_MOMENT, new IOException("no answer")));
        if (answer.statusCode() == 200 || answer.statusCode() == 404) {
            return answer;
        }
        throw unavailable(answer);
    }

    private static RuntimeException unavailable(HttpResponse<String> answer) {
        return is(answer, "database-unavailable")
                ? new DatabaseUnavailableException(
                        FailureReason.CONNECTION_LOST, A_MOMENT, new IOException(answer.body()))
                : new IllegalStateException(answer + " " + answer.body());
    }

    private static boolean is(HttpResponse<String> answer, String problem) {
        return answer.body().contains("\"type\":\"/problems/" + problem + "\"");
    }

    /** Returns the project in a response, whose entity tag must be that of the version. */
    private static Project stored(HttpResponse<String> answer) {
        Project project = projects(answer.body()).get(0);
        String tag = answer.headers().firstValue("ETag").orElse("none");
        if (!tag.equals("\"" + project.id() + "-" + project.version() + "\"")) {
            throw new IllegalStateException("ETag " + tag + " of " + project);
        }
        return project;
    }

    private static List<Project> projects(String json) {
        List<Project> projects = new ArrayList<>();
        for (Matcher one = PROJECT.matcher(json); one.find(); ) {
            projects.add(new Project(
                    ProjectId.parse(one.group(1)),
                    new Slug(one.group(2)),
                    one.group(3),
                    null,
                    Instant.parse(one.group(4)),
                    Instant.parse(one.group(5)),
                    Long.parseLong(one.group(6))));
        }
        return projects;
    }
}
