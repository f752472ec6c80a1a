package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads Server-Sent Events. Confined to one thread. */
public final class EventReader implements AutoCloseable {
    private final BufferedReader lines;

    /** Reads what comes of the stream, and closes it. */
    public EventReader(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
    }

    /** The next event, line by line; empty at the end of the stream. Blocks until there is one. */
    public List<String> next() throws IOException {
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                event.add(line);
            } else if (!event.isEmpty()) {
                return event;
            }
        }
        return event;
    }

    /** The next event in which all of these texts are; those before it are passed over. Empty at the end of the stream. */
    public List<String> nextWith(String... texts) throws IOException {
        List<String> event = next();
        while (!event.isEmpty() && !hasAll(String.join("\n", event), texts)) {
            event = next();
        }
        return event;
    }

    private static boolean hasAll(String event, String... texts) {
        return Arrays.stream(texts).allMatch(event::contains);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
