package dev.lifeline.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A settings file.
 *
 * @param name name of the file in messages
 */
record SettingsFile(String name, Map<String, String> values) {
    private static final String DEFAULT_NAME = "lifeline.properties";
    /** Written by some editors before the first character. */
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    SettingsFile {
        values = Surroundings.withoutBlanks(values);
    }

    /** Reads the given file, or the one in the working directory; without either, returns no settings. */
    static SettingsFile read(Optional<Path> asked, Path workingDirectory, Problems problems) {
        Path byDefault = workingDirectory.resolve(DEFAULT_NAME);
        if (asked.isPresent()) {
            return read(asked.get().toString(), workingDirectory.resolve(asked.get()), problems);
        }
        return Files.exists(byDefault) ? read(DEFAULT_NAME, byDefault, problems) : none();
    }

    private static SettingsFile read(String name, Path path, Problems problems) {
        var properties = new Properties();
        try {
            String text = withoutByteOrderMark(Files.readString(path));
            Backslashes.check(name, text, problems);
            properties.load(new StringReader(text));
        } catch (NoSuchFileException e) {
            problems.add("the settings file " + name + " does not exist");
        } catch (IOException | IllegalArgumentException e) {
            problems.add("the settings file " + name + " cannot be read: " + reason(path, e));
        }
        return new SettingsFile(name, Surroundings.textOf(properties));
    }

    /** Returns a fixed text, because the message of an exception may quote the file, and so a password. */
    private static String reason(Path path, Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (Files.isDirectory(path)) {
            return "it is a directory";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return e instanceof IllegalArgumentException
                ? "it has a malformed \\uxxxx escape; write a backslash twice"
                : "the file system reports an error";
    }

    /** Removes a byte order mark, which would become part of the first name. */
    private static String withoutByteOrderMark(String text) {
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    }

    /** Returns no settings. */
    static SettingsFile none() {
        return new SettingsFile(DEFAULT_NAME, Map.of());
    }
}
