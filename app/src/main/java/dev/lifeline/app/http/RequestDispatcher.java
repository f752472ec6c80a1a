package dev.lifeline.app.http;

import dev.lifeline.app.http.grizzly.ClientDisconnects;
import dev.lifeline.app.http.grizzly.InlineResponse;
import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.app.http.limit.OverloadProtection;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.http.thread.SelectorTasks;
import dev.lifeline.app.request.Probes;
import dev.lifeline.monitoring.Tracing;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;

/**
 * Runs each request inline, if it is one of a probe, passes it to another thread, or refuses it. Runs on the selector's
 * thread and never blocks. A request for which no thread is free is refused, because an exception would close the
 * connection.
 */
final class RequestDispatcher implements RequestExecutorProvider, AutoCloseable {
    private final RequestExecutor threads;
    private final RequestRules rules;
    private final OverloadProtection protection;
    private final RequestsUnderWay underWay;
    private final Tracing tracing;
    private final SelectorTasks onSelector = new SelectorTasks();

    RequestDispatcher(RequestExecutor threads, RequestRules rules, RequestsUnderWay underWay, Tracing tracing) {
        this.threads = threads;
        this.rules = rules;
        this.protection = rules.protection();
        this.underWay = underWay;
        this.tracing = tracing;
    }

    @Override
    public Executor getExecutor(Request request) {
        return task -> dispatch(request, task);
    }

    private void dispatch(Request request, Runnable task) {
        Connection<?> connection = request.getContext().getConnection();
        Optional<Refusal> refusal = rules.refusalOf(request);
        if (refusal.isPresent()) {
            refuse(request, task, refusal.get());
        } else if (protection.mustWait(connection)) {
            protection.whenRead(connection, () -> admit(request, task));
        } else {
            admit(request, task);
        }
    }

    private void admit(Request request, Runnable task) {
        String path = request.getRequestURI();
        if (Probes.contain(path) && InlineResponse.isPossible(request)) {
            onSelector.run(underWay.enter(tracing.carry(task)));
        } else if (!protection.isRoomFor(request)) {
            refuse(request, task, Refusal.BUSY);
        } else {
            protection.start(
                    request,
                    ClientDisconnects.cancellable(request, protection.releasing(request, task)),
                    work -> start(path, work),
                    () -> refuse(request, task, Refusal.BUSY));
        }
    }

    private boolean start(String path, Runnable work) {
        boolean started = threads.dispatch(path, underWay.enter(tracing.carry(work)));
        if (!started) {
            underWay.leave();
        }
        return started;
    }

    private void refuse(Request request, Runnable task, Refusal refusal) {
        refusal.attachTo(request.getRequest());
        protection.refused(request.getContext().getConnection());
        onSelector.run(protection.releasing(request, task));
    }

    @Override
    public void close() {
        onSelector.close();
    }
}
