package dev.lifeline.testing.tls;

import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.InstalledProgram.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificate authority of a test, run by openssl, which issues certificates for this machine. Confined to one thread.
 */
public final class TestAuthority {
    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");

    private final InstalledProgram openssl;
    private final Path directory;
    private final String name;

    private TestAuthority(InstalledProgram openssl, Path directory, String name) {
        this.openssl = openssl;
        this.directory = directory;
        this.name = name;
    }

    /** Creates an authority, or skips the test if there is no openssl. */
    public static TestAuthority create(Path directory, String name) {
        var authority = new TestAuthority(InstalledProgram.required("openssl", "openssl"), directory, name);
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2"));
        arguments.addAll(EC);
        arguments.addAll(List.of("-subj", "/CN=" + name));
        arguments.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
        authority.run(arguments);
        return authority;
    }

    /** Returns the file with the authority's certificate. */
    public Path certificate() {
        return directory.resolve(name + ".pem");
    }

    /** Issues a certificate with an elliptic key: {@code holder.pem} and {@code holder.key}. */
    public TestCertificate issue(String holder) {
        return issue(holder, EC);
    }

    /** Issues a certificate with a key of the given kind, as options of {@code openssl req}. */
    public TestCertificate issue(String holder, List<String> kind) {
        return issue(holder, kind, "DNS:localhost,IP:127.0.0.1");
    }

    /** Issues a certificate for another machine, with an elliptic key. */
    public TestCertificate issueFor(String host) {
        return issue(host, EC, "DNS:" + host);
    }

    private TestCertificate issue(String holder, List<String> kind, String names) {
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2"));
        arguments.addAll(kind);
        arguments.addAll(List.of("-CA", name + ".pem", "-CAkey", name + ".key", "-subj", "/CN=" + holder));
        arguments.addAll(List.of("-addext", "subjectAltName=" + names));
        arguments.addAll(List.of("-addext", "basicConstraints=critical,CA:FALSE"));
        arguments.addAll(List.of("-keyout", holder + ".key", "-out", holder + ".pem"));
        run(arguments);
        return new TestCertificate(directory.resolve(holder + ".pem"), directory.resolve(holder + ".key"));
    }

    /** Returns the context of clients that trust this authority. */
    public SSLContext trustedByClients() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate())) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Runs openssl, with standard input. */
    public Outcome openssl(String input, String... arguments) {
        return openssl.run(directory, input, arguments);
    }

    private void run(List<String> arguments) {
        Outcome outcome = openssl("", arguments.toArray(String[]::new));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(outcome.output());
        }
    }

    /** PEM files of a certificate and of its key. */
    public record TestCertificate(Path certificate, Path key) {

        /** Replaces the content of both files by the content of the given files. */
        public void replaceBy(TestCertificate other) {
            try {
                Files.write(certificate, Files.readAllBytes(other.certificate()));
                Files.write(key, Files.readAllBytes(other.key()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
