package dev.lifeline.app.http.grizzly;

import dev.lifeline.app.tls.ServerTls;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/** Gives each new connection of a listener an engine with the current certificate. Safe for use by several threads. */
final class TlsEngines extends SSLEngineConfigurator {
    private final ServerTls tls;
    private final boolean isAdminListener;

    TlsEngines(ServerTls tls, boolean isAdminListener) {
        this.tls = tls;
        this.isAdminListener = isAdminListener;
    }

    @Override
    public SSLEngine createSSLEngine(String peerHost, int peerPort) {
        return tls.engine(isAdminListener);
    }

    /** Changes nothing: the engine has been set up. */
    @Override
    public SSLEngine configure(SSLEngine engine) {
        return engine;
    }

    @Override
    public SSLEngineConfigurator copy() {
        return new TlsEngines(tls, isAdminListener);
    }
}
