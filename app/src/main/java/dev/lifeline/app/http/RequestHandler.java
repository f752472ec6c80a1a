package dev.lifeline.app.http;

import dev.lifeline.app.http.guard.MessageFraming;
import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.request.RequestId;
import dev.lifeline.monitoring.Tracing;
import java.io.IOException;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;

/** Refuses each request or passes it to the application, with the id and the trace of the request. */
final class RequestHandler extends HttpHandler {
    private final ApplicationCall application;
    private final RequestDispatcher dispatcher;
    private final ErrorResponses responses;
    private final Tracing tracing;
    private final RequestRules rules;

    RequestHandler(
            ApplicationCall application,
            RequestDispatcher dispatcher,
            ErrorResponses responses,
            Tracing tracing,
            RequestRules rules) {
        this.application = application;
        this.dispatcher = dispatcher;
        this.responses = responses;
        this.tracing = tracing;
        this.rules = rules;
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return dispatcher;
    }

    @Override
    public void start() {
        application.start();
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        String id = RequestId.of(request.getHeader(RequestId.HEADER));
        response.setHeader(RequestId.HEADER, id);
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
            responses.refuse(request, response, refusal.get());
        } else {
            application.handle(request, response);
        }
    }

    @Override
    public void destroy() {
        dispatcher.close();
        application.close();
    }

    /** Sends "100 Continue" only if the body will be read. */
    @Override
    protected boolean sendAcknowledgment(Request request, Response response) throws IOException {
        if (rules.refusalOf(request).isPresent()) {
            return true;
        }
        if (!MessageFraming.isKnownExpectation(request.getHeader(Header.Expect))) {
            Refusal.UNKNOWN_EXPECTATION.attachTo(request.getRequest());
            return true;
        }
        return super.sendAcknowledgment(request, response);
    }
}
