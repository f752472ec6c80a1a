package dev.lifeline.app.http;

import static java.lang.System.Logger.Level.ERROR;
import static org.glassfish.grizzly.http.util.HttpStatus.INTERNAL_SERVER_ERROR_500;

import dev.lifeline.app.http.guard.ProblemPage;
import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.request.RequestId;
import dev.lifeline.app.request.RequestTarget;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.rest.RequestObserver;
import dev.lifeline.rest.failure.Interruption;
import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;

/** Responses without the application: refusals, and unexpected failures of the application. */
final class ErrorResponses {
    private static final System.Logger LOG = System.getLogger(ErrorResponses.class.getName());
    private static final String REFUSED_ROUTE = "refused";
    private static final String UNKNOWN_METHOD = "";
    private static final String FAILED_ROUTE = "failed";

    private final ProblemPage problems;
    private final RequestObserver observer;
    private final Tracing tracing;

    ErrorResponses(ProblemPage problems, RequestObserver observer, Tracing tracing) {
        this.problems = problems;
        this.observer = observer;
        this.tracing = tracing;
    }

    void refuse(Request request, Response response, Refusal refusal) throws IOException {
        observe(request.getMethod().getMethodString(), refusal.status());
        if (request.getRequest().isExpectContent()) {
            response.setHeader(Header.Connection, "close"); // The body is not read.
        }
        if (response.getOutputBuffer().canWrite()) {
            refusal.send(response, problems);
        } else { // The client does not read its responses, and the selector's thread must not wait for the client.
            request.getContext().getConnection().closeSilently();
        }
    }

    /** Logs a failure and responds with status 500, or with 400 if the target of the request caused the failure. */
    void fail(Request request, Response response, RuntimeException failure) throws IOException {
        boolean malformed = RequestTarget.isMalformed(request.getRequestURI(), request.getQueryString());
        if (!malformed && !Interruption.isCauseOf(failure)) {
            LOG.log(ERROR, "Unexpected failure while handling a request", failure);
        }
        if (response.isCommitted()) {
            return;
        }
        String id = response.getHeader(RequestId.HEADER);
        response.reset();
        response.setHeader(RequestId.HEADER, id);
        if (malformed) {
            refuse(request, response, Refusal.MALFORMED);
        } else {
            tracing.answered(FAILED_ROUTE, INTERNAL_SERVER_ERROR_500.getStatusCode());
            problems.send(response, INTERNAL_SERVER_ERROR_500);
        }
    }

    /** Counts a request that could not be parsed and was answered with the given status. */
    void unparsed(int status) {
        observe(UNKNOWN_METHOD, status);
    }

    private void observe(String method, int status) {
        try {
            observer.observed(RequestObserver.methodLabel(method), REFUSED_ROUTE, status, Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "A refused request could not be observed", e);
        }
    }
}
