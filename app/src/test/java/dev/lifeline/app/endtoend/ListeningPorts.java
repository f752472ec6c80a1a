package dev.lifeline.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports on which a process accepts connections, as Linux reports them. */
final class ListeningPorts {
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";
    private static final int HEXADECIMAL = 16;

    private ListeningPorts() {}

    static Set<Integer> of(long pid) {
        Path process = Path.of("/proc/" + pid);
        Set<String> sockets = sockets(process.resolve("fd"));
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(process.resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[STATE].equals(LISTENING))
                .filter(columns -> sockets.contains("socket:[" + columns[INODE] + "]"))
                .map(columns -> columns[ADDRESS].substring(columns[ADDRESS].indexOf(':') + 1))
                .map(port -> Integer.valueOf(port, HEXADECIMAL))
                .collect(Collectors.toSet());
    }

    private static Set<String> sockets(Path descriptors) {
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.map(ListeningPorts::target).filter(Objects::nonNull).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return null; // closed meanwhile
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
