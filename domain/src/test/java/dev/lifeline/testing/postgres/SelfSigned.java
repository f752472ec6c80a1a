package dev.lifeline.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Key and self-signed certificate for this machine, created with the JDK's keytool, in the format that PostgreSQL
 * reads.
 */
final class SelfSigned {
    private static final String WORD = "changeit";
    private static final String ALIAS = "server";

    private final KeyStore store;

    private SelfSigned(KeyStore store) {
        this.store = store;
    }

    static SelfSigned make(Path directory) {
        Path file = directory.resolve("server.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            WORD,
                            "-keystore",
                            file.toString())
                    .inheritIO()
                    .start();
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool created no key");
            }
            return new SelfSigned(KeyStore.getInstance(file.toFile(), WORD.toCharArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void write(Path keyFile, Path certificateFile) {
        try {
            byte[] key = store.getKey(ALIAS, WORD.toCharArray()).getEncoded();
            Files.writeString(keyFile, pem("PRIVATE KEY", key));
            Files.writeString(
                    certificateFile,
                    pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        byte[] newLine = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, newLine).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
