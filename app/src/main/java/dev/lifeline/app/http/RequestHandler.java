package dev.lifeline.app.http;

import static java.lang.System.Logger.Level.ERROR;
import static org.glassfish.grizzly.http.util.HttpStatus.INTERNAL_SERVER_ERROR_500;

import dev.lifeline.app.http.grizzly.ClientDisconnects;
import dev.lifeline.app.http.grizzly.InlineResponse;
import dev.lifeline.app.http.guard.MessageFraming;
import dev.lifeline.app.http.guard.ProblemPage;
import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.app.http.limit.OverloadProtection;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.http.thread.SelectorTasks;
import dev.lifeline.app.request.Probes;
import dev.lifeline.app.request.RequestId;
import dev.lifeline.app.request.RequestTarget;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.rest.RequestObserver;
import dev.lifeline.rest.failure.Interruption;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;

/** Hands requests to Jersey on threads of our choice, and answers at once those that are not for it. */
final class RequestHandler extends HttpHandler {
    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String ANY_NAME = "localhost";
    private static final String REFUSED_ROUTE = "refused";
    private static final String FAILED_ROUTE = "failed";

    private final GrizzlyHttpContainer container;
    private final RequestExecutor threads;
    private final RequestObserver observer;
    private final Tracing tracing;
    private final ProblemPage problems;
    private final RequestsUnderWay underWay;
    private final RequestGuard guard;
    private final OverloadProtection protection;
    private final SelectorTasks onSelector = new SelectorTasks();
    private final RequestExecutorProvider executors = this::executorOf;

    RequestHandler(
            GrizzlyHttpContainer container,
            RequestExecutor threads,
            RequestObserver observer,
            Tracing tracing,
            ProblemPage problems,
            RequestsUnderWay underWay,
            RequestRules rules) {
        this.container = container;
        this.threads = threads;
        this.observer = observer;
        this.tracing = tracing;
        this.problems = problems;
        this.underWay = underWay;
        this.guard = rules.guard();
        this.protection = rules.protection();
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return executors;
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        String id = RequestId.of(request.getHeader(REQUEST_ID));
        response.setHeader(REQUEST_ID, id);
        RequestId.begin(id);
        try {
            tracing.request(new IncomingRequest(request), () -> answer(request, response));
        } finally {
            RequestId.end();
        }
    }

    private void answer(Request request, Response response) throws IOException {
        Optional<Refusal> refusal = Refusal.of(request);
        if (refusal.isPresent()) {
            refuse(request, response, refusal.get());
        } else {
            handOver(request, response);
        }
    }

    @Override
    public void destroy() {
        onSelector.close();
        container.destroy();
    }

    private Executor executorOf(Request request) {
        return task -> runOrRefuse(request, task);
    }

    /**
     * An executor that threw would cost the connection: a refusal is an answer, and cheap enough for the selector's
     * thread.
     */
    private void runOrRefuse(Request request, Runnable task) {
        Connection<?> connection = request.getContext().getConnection();
        Optional<Refusal> refusal = refusalOf(request);
        if (refusal.isPresent()) {
            refuse(request, task, refusal.get());
        } else {
            protection.whenRead(connection, () -> admit(request, task));
        }
    }

    private void admit(Request request, Runnable task) {
        if (threads.isInline(request.getRequestURI()) && InlineResponse.isPossible(request)) {
            onSelector.run(underWay.enter(tracing.carry(task)));
        } else if (!protection.isRoomBeside(underWay.count()) && !Probes.tellHealth(request.getRequestURI())) {
            refuse(request, task, Refusal.BUSY);
        } else {
            protection.start(
                    request,
                    ClientDisconnects.cancellable(request, protection.releasing(request, task)),
                    work -> start(request, work),
                    () -> refuse(request, task, Refusal.BUSY));
        }
    }

    private boolean start(Request request, Runnable work) {
        boolean started = threads.dispatch(request.getRequestURI(), underWay.enter(tracing.carry(work)));
        if (!started) {
            underWay.leave();
        }
        return started;
    }

    /** Returns the refusal of a request, and keeps it for {@link #answer}. */
    private Optional<Refusal> refusalOf(Request request) {
        Optional<Refusal> earlier = Refusal.of(request);
        if (earlier.isPresent()) {
            return earlier;
        }
        Optional<Refusal> now = Optional.ofNullable(guard.refusal(request.getRequest()));
        now.ifPresent(refusal -> refusal.attachTo(request.getRequest()));
        return now;
    }

    /** Asks for the body only if it is wanted. */
    @Override
    protected boolean sendAcknowledgment(Request request, Response response) throws IOException {
        if (refusalOf(request).isPresent()) {
            return true;
        }
        if (!MessageFraming.isKnownExpectation(request.getHeader(Header.Expect))) {
            Refusal.UNKNOWN_EXPECTATION.attachTo(request.getRequest());
            return true;
        }
        return super.sendAcknowledgment(request, response);
    }

    private void refuse(Request request, Runnable task, Refusal refusal) {
        refusal.attachTo(request.getRequest());
        onSelector.run(protection.releasing(request, task));
    }

    private void refuse(Request request, Response response, Refusal refusal) throws IOException {
        observe(request.getMethod().getMethodString(), refusal);
        if (request.getRequest().isExpectContent()) {
            response.setHeader(Header.Connection, "close"); // The body is not read.
        }
        if (response.getOutputBuffer().canWrite()) {
            refusal.send(response, problems);
        } else { // The client does not read its answers: the selector's thread must not wait for it.
            request.getContext().getConnection().closeSilently();
        }
    }

    private void observe(String method, Refusal refusal) {
        try {
            observer.observed(RequestObserver.methodLabel(method), REFUSED_ROUTE, refusal.status(), Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "A refused request could not be observed", e);
        }
    }

    private void handOver(Request request, Response response) throws IOException {
        Connection<?> connection = request.getContext().getConnection(); // both are others' when the request is over
        forgetHost(request);
        protection.boundAcceptHeader(request.getRequest());
        if (MessageFraming.isDoubtful(request)) {
            response.setHeader(Header.Connection, "close");
        }
        try {
            container.service(request, response);
        } catch (RuntimeException e) {
            fail(request, response, e);
        } finally {
            if (!connection.isOpen()) {
                underWay.clientHungUp();
            }
        }
    }

    /**
     * Nothing of ours depends on the name that a caller gave, which need not be one that a URI may have. Grizzly parses
     * the header once, when the name is set; the application sees the header as it came.
     */
    private static void forgetHost(Request request) {
        DataChunk header = request.getRequest().getHeaders().getValue(Header.Host);
        String given = String.valueOf(header);
        if (header != null) {
            header.setString(ANY_NAME);
        }
        request.setServerName(ANY_NAME);
        if (header != null) {
            header.setString(given);
        }
    }

    private void fail(Request request, Response response, RuntimeException failure) throws IOException {
        boolean malformed = RequestTarget.isMalformed(request.getRequestURI(), request.getQueryString());
        if (!malformed && !Interruption.isCauseOf(failure)) {
            LOG.log(ERROR, "Unexpected failure while handling a request", failure);
        }
        if (response.isCommitted()) {
            return;
        }
        String id = response.getHeader(REQUEST_ID);
        response.reset();
        response.setHeader(REQUEST_ID, id);
        if (malformed) {
            refuse(request, response, Refusal.MALFORMED);
        } else {
            tracing.answered(FAILED_ROUTE, INTERNAL_SERVER_ERROR_500.getStatusCode());
            problems.send(response, INTERNAL_SERVER_ERROR_500);
        }
    }
}
