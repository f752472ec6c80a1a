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

    /** Creates a reader, which closes the stream when it is closed. */
    public EventReader(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
    }

    /** Returns the lines of the next event; empty at the end of the stream. Blocks until an event arrives. */
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

    /**
     * Returns the next event that contains all of the texts and skips the events before it. Empty at the end of the
     * stream.
     */
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
