package dev.lifeline.app.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in PEM files. */
final class CertificatePem {
    private CertificatePem() {}

    /**
     * Parses all certificates, in their order.
     *
     * @throws CertificateException if there is none, or one cannot be read
     */
    static List<X509Certificate> parse(byte[] pem) throws CertificateException {
        List<X509Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("it has no block -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }
}
