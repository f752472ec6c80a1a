package dev.lifeline.app.tls;

import dev.lifeline.testing.tls.TestAuthority.TestCertificate;

/** Settings of listeners with certificates of tests. */
public final class TestTls {

    private TestTls() {}

    /** Returns the settings of listeners with that certificate, which ask clients for none. */
    public static TlsConfig of(TestCertificate certificate) {
        return new TlsConfig(certificate.certificate(), certificate.key(), null, ClientCertificates.REQUIRED);
    }
}
