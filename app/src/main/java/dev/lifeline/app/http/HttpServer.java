package dev.lifeline.app.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.app.access.Admission;
import dev.lifeline.app.access.AllowedHosts;
import dev.lifeline.app.http.grizzly.GrizzlyServerFactory;
import dev.lifeline.app.http.guard.ProblemPage;
import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.app.http.guard.TokenVerification;
import dev.lifeline.app.http.limit.OverloadProtection;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.app.tls.ServerTls;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.rest.RequestObserver;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP server that runs from its start to its stop. Safe for use by several threads; its creator stops it. */
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());

    /** Longest time that an interrupted request needs to send its response. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final RequestExecutor threads;
    private final RequestsUnderWay underWay = new RequestsUnderWay();
    private final org.glassfish.grizzly.http.server.HttpServer server;
    private final OverloadProtection protection;
    private final Admission admission;
    private final Listeners listeners;

    private HttpServer(
            HttpConfig config,
            Application application,
            RequestObserver observer,
            Tracing tracing,
            RequestExecutor threads) {
        this.threads = threads;
        this.protection = new OverloadProtection(config.clients(), config.resources(), Ticker.system());
        ServerTls tls = Listeners.tls(config, protection);
        this.admission = new Admission(config.access(), config.resources().requests(), Ticker.system());
        Optional<TokenVerification> tokens = admission.verifier().map(TokenVerification::new);
        tokens.ifPresent(protection::verifyBy);
        ProblemPage problems = new ProblemPage(tracing);
        ErrorResponses errors = new ErrorResponses(problems, observer, tracing);
        this.listeners = new Listeners(config, tls, protection, errors::unparsed);
        RequestGuard guard = guard(config);
        protection.admitBy(guard);
        tokens.ifPresent(filter -> filter.admitBy(guard));
        RequestRules rules = new RequestRules(guard, protection);
        this.server = GrizzlyServerFactory.server(
                new RequestHandler(
                        new ApplicationCall(Jersey.container(application), protection, underWay, errors),
                        new RequestDispatcher(threads, rules, underWay, tracing),
                        errors,
                        tracing,
                        rules),
                problems);
    }

    private RequestGuard guard(HttpConfig config) {
        AllowedHosts hosts = AllowedHosts.of(config.access().allowedHosts(), config.hosts());
        return new RequestGuard(hosts, admission, listeners.adminTransport());
    }

    /**
     * Checks whether a server can listen on the configured addresses now, before expensive parts are started.
     *
     * @throws StartFailedException if it cannot listen on one of them
     */
    public static void requireFree(HttpConfig config) {
        GrizzlyServerFactory.requireFree(config.address());
        config.adminAddress().ifPresent(GrizzlyServerFactory::requireFree);
    }

    /**
     * Starts a server, which accepts requests as soon as this method returns.
     *
     * @param observer observes requests that are refused before the application; their route is {@code refused}
     * @param tracing handles each request in its trace
     * @throws StartFailedException if the server cannot listen on the configured addresses
     */
    public static HttpServer start(
            HttpConfig config, Application application, RequestObserver observer, Tracing tracing) {
        return start(config, application, observer, tracing, RequestExecutor.create(config.threads()));
    }

    static HttpServer start(
            HttpConfig config,
            Application application,
            RequestObserver observer,
            Tracing tracing,
            RequestExecutor threads) {
        var server = new HttpServer(config, application, observer, tracing, threads);
        try {
            server.listen();
            return server;
        } catch (StartFailedException e) {
            server.stopNow();
            throw e;
        }
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return listeners.port();
    }

    /** Returns the port of the listener for operators; empty if there is none. */
    public Optional<Integer> adminPort() {
        return listeners.adminPort();
    }

    /**
     * Stops: refuses new requests at once, and waits for those in flight. Requests that are not finished after the
     * grace are interrupted; if that does not end them soon, their connections are closed. Blocks for little longer
     * than the grace. Further calls have no effect.
     */
    public void stop(Duration grace) {
        // Does not use Grizzly's own time limit, because threads of Grizzly remain when that expires.
        Future<?> finished = server.shutdown();
        try {
            if (!areAnswered(finished, grace)) {
                LOG.log(WARNING, "Requests were still under way after {0} ms and are cut off", grace.toMillis());
                threads.close();
                isDone(finished, LAST_WORDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopNow();
        }
    }

    /** Stops without grace: interrupts requests in flight, and waits briefly for their end. */
    @Override
    public void close() {
        threads.close();
        try {
            // interrupted requests may still need the application for their responses
            var unused = underWay.awaitNone(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopNow();
        }
    }

    private void listen() {
        try {
            server.start();
        } catch (IOException e) {
            throw new StartFailedException("Cannot start the HTTP server: " + e.getMessage(), e);
        }
        listeners.addTo(server);
    }

    /** Returns whether all requests have been handled, and all responses have been sent. */
    private boolean areAnswered(Future<?> finished, Duration grace) throws InterruptedException {
        Optional<Duration> left = underWay.awaitNone(grace);
        if (left.isPresent() && underWay.hasAnyHungUp()) {
            isDone(finished, LAST_WORDS.compareTo(left.get()) < 0 ? LAST_WORDS : left.get());
            return true;
        }
        return left.isPresent() && isDone(finished, left.get());
    }

    private static boolean isDone(Future<?> finished, Duration limit) throws InterruptedException {
        try {
            finished.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return false;
        }
    }

    private void stopNow() {
        threads.close(); // first, so that no queued request starts without the application
        server.shutdownNow();
        protection.close();
        admission.close();
    }
}
