package dev.lifeline.app.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the environment as UTF-8 in every locale: with {@code LC_ALL=C}, as in a minimal container or in cron, Java
 * replaces non-ASCII characters, which would change a password. Linux provides the bytes; elsewhere {@link #isDamaged}
 * detects such a value.
 */
final class EnvironmentText {
    private static final Path BYTES = Path.of("/proc/self/environ");
    private static final char REPLACEMENT = '\uFFFD';

    private EnvironmentText() {}

    /** Returns the environment of this process. */
    static Map<String, String> ofThisProcess() {
        return repaired(System.getenv(), BYTES);
    }

    /** Returns the environment, with damaged values read again from the file. */
    static Map<String, String> repaired(Map<String, String> environment, Path file) {
        if (environment.values().stream().noneMatch(EnvironmentText::isDamaged)) {
            return environment;
        }
        Map<String, String> repaired = new HashMap<>(environment);
        try {
            original(Files.readAllBytes(file)).forEach((name, value) -> {
                if (isDamaged(environment.getOrDefault(name, ""))) {
                    repaired.put(name, value);
                }
            });
        } catch (IOException e) {
            return environment; // not Linux, or invalid UTF-8
        }
        return repaired;
    }

    /** Returns whether characters of the value were lost. */
    static boolean isDamaged(String value) {
        return value.indexOf(REPLACEMENT) >= 0;
    }

    private static Map<String, String> original(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        Map<String, String> values = new HashMap<>();
        for (String entry : text.split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                values.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return values;
    }
}
