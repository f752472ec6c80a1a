package dev.lifeline.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** File that contains only the admin token. */
final class TokenFile {
    private static final int MAX_BYTES = 8_192;

    private TokenFile() {}

    /**
     * Returns the content without surrounding blanks.
     *
     * @throws InvalidSettingsException if the file cannot be read, is empty, or is too long for a token
     */
    static String read(Path file) {
        byte[] bytes = bytes(file);
        String token = new String(bytes, UTF_8).strip();
        if (token.isEmpty() || bytes.length > MAX_BYTES) {
            throw invalid(file, token.isEmpty() ? "is empty" : "is too long for a token");
        }
        return token;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw invalid(file, "cannot be read");
        }
    }

    private static InvalidSettingsException invalid(Path file, String what) {
        return new InvalidSettingsException(List.of("the token file " + file + " " + what));
    }
}
