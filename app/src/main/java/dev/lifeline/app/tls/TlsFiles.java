package dev.lifeline.app.tls;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Contents of the PEM files when they were read.
 *
 * @param contents the bytes of all files, in the order of {@link TlsConfig#files}
 * @param authorities authorities of client certificates; none if no client is asked for one
 */
record TlsFiles(List<byte[]> contents, List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
    static final String CERTIFICATE = "tls.certificate-file";
    static final String KEY = "tls.key-file";
    static final String AUTHORITIES = "tls.client-ca-file";

    private static final int MAX_BYTES = 1024 * 1024;

    /**
     * Reads all files.
     *
     * @throws InvalidSettingsException if a file cannot be read, or its content is invalid
     */
    static TlsFiles read(TlsConfig config) {
        var contents = contents(config);
        List<X509Certificate> chain =
                parse(CERTIFICATE, config.certificateFile(), () -> CertificatePem.parse(contents.get(0)));
        PrivateKey key = parse(
                KEY,
                config.keyFile(),
                () -> PrivateKeyPem.parse(
                        new String(contents.get(1), StandardCharsets.ISO_8859_1),
                        chain.get(0).getPublicKey()));
        Path authorities = config.clientAuthorities();
        List<X509Certificate> accepted = authorities == null
                ? List.of()
                : parse(AUTHORITIES, authorities, () -> CertificatePem.parse(contents.get(2)));
        return new TlsFiles(contents, chain, key, accepted);
    }

    /**
     * Reads the bytes of all files.
     *
     * @throws InvalidSettingsException if a file cannot be read
     */
    static List<byte[]> contents(TlsConfig config) {
        List<byte[]> contents = new ArrayList<>();
        List<String> settings = List.of(CERTIFICATE, KEY, AUTHORITIES);
        for (Path file : config.files()) {
            contents.add(parse(settings.get(contents.size()), file, () -> bytes(file)));
        }
        return contents;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private static <T> T parse(String setting, Path file, Parser<T> parser) {
        try {
            return parser.parse();
        } catch (IOException e) {
            throw invalid(setting, "a readable file", file, "that cannot be read");
        } catch (GeneralSecurityException e) {
            throw invalid(setting, "a PEM file", file, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidSettingsException invalid(String setting, String form, Path file, String problem) {
        return new InvalidSettingsException(
                List.of(setting + " must be " + form + ", but is '" + file + "': " + problem));
    }

    private interface Parser<T> {
        T parse() throws IOException, GeneralSecurityException;
    }
}
