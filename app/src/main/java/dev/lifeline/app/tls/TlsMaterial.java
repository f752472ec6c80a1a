package dev.lifeline.app.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key with its certificate, and the authorities of clients. Immutable. */
final class TlsMaterial {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** The key store needs no password, because it is never written. */
    private static final char[] NO_PASSWORD = {};

    /**
     * Property that the JDK reads when it creates the first engine. Without it, a client could renegotiate within one
     * connection without limit, which takes much processor time.
     */
    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final SSLContext context;
    private final X509Certificate certificate;
    private final ClientCertificates clientCertificates;
    private final boolean asksClients;
    private final String[] cipherSuites;

    private TlsMaterial(SSLContext context, TlsFiles files, ClientCertificates clientCertificates) {
        this.context = context;
        this.certificate = files.chain().get(0);
        this.clientCertificates = clientCertificates;
        this.asksClients = !files.authorities().isEmpty();
        this.cipherSuites = Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                .filter(TlsMaterial::isStrong)
                .toArray(String[]::new);
    }

    static TlsMaterial of(TlsFiles files, ClientCertificates clientCertificates) {
        if (System.getProperty(REJECT_RENEGOTIATION) == null) {
            System.setProperty(REJECT_RENEGOTIATION, "true");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(files), authorities(files), null);
            return new TlsMaterial(context, files, clientCertificates);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static KeyManager[] keys(TlsFiles files) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("service", files.key(), NO_PASSWORD, files.chain().toArray(new Certificate[0]));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /**
     * Returns trust managers for the authorities of client certificates. Without an authority, no client certificate is
     * accepted.
     */
    private static TrustManager[] authorities(TlsFiles files) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        List<X509Certificate> accepted = files.authorities();
        for (int i = 0; i < accepted.size(); i++) {
            store.setCertificateEntry("authority-" + i, accepted.get(i));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /**
     * Cipher suites with forward secrecy and authenticated encryption: those of TLS 1.3, and those of TLS 1.2 that
     * modern clients offer.
     */
    private static boolean isStrong(String suite) {
        boolean isAuthenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_");
        return isAuthenticated && (!suite.contains("_WITH_") || suite.startsWith("TLS_ECDHE_"));
    }

    SSLEngine engine(boolean isAdminListener) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(cipherSuites);
        parameters.setUseCipherSuitesOrder(true);
        if (asksClients) {
            clientCertificates.applyTo(parameters, isAdminListener);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    String description() {
        return "the certificate of " + certificate.getSubjectX500Principal().getName() + ", valid until "
                + certificate.getNotAfter().toInstant();
    }
}
