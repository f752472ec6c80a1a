package dev.lifeline.app.http.grizzly;

import dev.lifeline.app.tls.ServerTls;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** Creates Grizzly's servers and listeners with the settings, repairs and additions of this package. */
public final class GrizzlyServerFactory {
    private static final String NAME = "lifeline-http";
    private static final int IDLE_SECONDS = 60;
    private static final int UNLIMITED = -1;
    /** Longest wait of one read or write for the client. {@link ListenerLimits} bound the total time. */
    private static final int CLIENT_SECONDS = 5;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /**
     * Read buffer that is large enough for most requests. A request keeps the buffer into which its headers were read.
     */
    private static final int READ_BYTES = 4 * 1024;

    /**
     * Each writing thread keeps a buffer of this size outside the heap. Without a bound, the buffer is as large as the
     * response.
     */
    private static final int WRITE_BYTES = 32 * 1024;

    /**
     * Maximum number of queued bytes for a client that does not read, in addition to the send buffer. A thread that
     * writes more waits.
     */
    private static final int MAX_PENDING_BYTES = 1024 * 1024;

    /**
     * Number of selector threads, which only read and parse. More of them would wake each other for single requests, on
     * processors that other threads need.
     */
    private static final int SELECTORS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private GrizzlyServerFactory() {}

    /** Returns a server without a listener. */
    public static HttpServer server(HttpHandler handler, ErrorPageGenerator page) {
        var server = new HttpServer();
        var config = server.getServerConfiguration();
        config.setName(NAME);
        config.addHttpHandler(handler, HttpHandlerRegistration.ROOT);
        config.setDefaultErrorPageGenerator(page);
        config.setPassTraceRequest(true); // Grizzly's own response lists methods that the service does not support.
        return server;
    }

    /**
     * Returns a listener that keeps connections open while they are in use.
     *
     * @param unparsed gets the status of each response to a request that could not be parsed
     */
    public static NetworkListener listener(ListenerAddress address, ListenerLimits limits, IntConsumer unparsed) {
        ThreadCaches.bound();
        var listener = new EagerListener(NAME + "-" + address.settings(), address);
        listener.getKeepAlive().setMaxRequestsCount(UNLIMITED);
        listener.getKeepAlive().setIdleTimeoutInSeconds(IDLE_SECONDS);
        listener.setMaxHttpHeaderSize(MAX_HEADER_BYTES);
        listener.setMaxPendingBytes(MAX_PENDING_BYTES);
        listener.getFileCache().setEnabled(false);
        listener.registerAddOn(StrictParser.addOn(unparsed));
        listener.registerAddOn(new IgnoreUpgrade());
        listener.registerAddOn(new CredentialErasure());
        listener.registerAddOn(new ClientDisconnects());
        limits.addOns().forEach(listener::registerAddOn);
        listener.getTransport().setIOStrategy(new LazyReadInterest(limits));
        listener.getTransport().setReadBufferSize(READ_BYTES);
        listener.getTransport().setWriteBufferSize(WRITE_BYTES);
        listener.getTransport().setSelectorRunnersCount(SELECTORS);
        listener.getTransport().setWorkerThreadPoolConfig(spareThread());
        listener.getTransport().setWriteTimeout(CLIENT_SECONDS, TimeUnit.SECONDS);
        listener.getTransport().setReadTimeout(CLIENT_SECONDS, TimeUnit.SECONDS);
        return listener;
    }

    /** Makes a listener serve TLS only. Must be called before the listener starts. */
    public static void encrypt(
            NetworkListener listener, ServerTls tls, ListenerLimits limits, boolean isAdminListener) {
        listener.setSecure(true);
        var engines = new TlsEngines(tls, isAdminListener);
        listener.setSSLEngineConfig(engines);
        listener.registerAddOn(new TlsFilter(engines, limits));
    }

    /**
     * Checks that the address is free to listen on, before expensive resources are started.
     *
     * @throws dev.lifeline.app.start.StartFailedException if it is not
     */
    public static void requireFree(ListenerAddress address) {
        EagerListener.requireFree(address);
    }

    /** Grizzly requires a worker pool; requests run on other threads. */
    private static ThreadPoolConfig spareThread() {
        return ThreadPoolConfig.defaultConfig()
                .setPoolName(NAME + "-spare")
                .setCorePoolSize(1)
                .setMaxPoolSize(1)
                .setDaemon(true);
    }
}
