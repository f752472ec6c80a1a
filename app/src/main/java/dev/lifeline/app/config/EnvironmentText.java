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
 * The environment in UTF-8, whatever the locale: in that of a bare container or of cron ({@code LC_ALL=C}) Java replaces every
 * other letter, so that a password would be another one. Linux shows the bytes; elsewhere {@link #isDamaged} recognises the value.
 */
final class EnvironmentText {
    private static final Path BYTES = Path.of("/proc/self/environ");
    private static final char REPLACEMENT = '\uFFFD';

    private EnvironmentText() {}

    /** The environment of this process. */
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
            return environment; // no Linux, or bytes that are no UTF-8
        }
        return repaired;
    }

    /** Whether letters of the value were lost. */
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
