package dev.lifeline.testing.program;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged program in a process of its own. It starts by {@code bin/lifeline}, with the archive of classes that the build made and
 * without a warm-up, unless a test says otherwise: tests start dozens. Safe for use by several threads.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "lifeline.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("target", "bin", "lifeline").toAbsolutePath();
    private static final int LIMIT_SECONDS = 60;
    private static final Pattern LISTENS = Pattern.compile("Lifeline listens on (http://[^\\s\"]+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "output-of-the-service");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs the program; it may end by itself. */
    public static ServiceProcess run(Path directory, Map<String, String> environment, String... arguments) {
        if (!Files.isExecutable(SCRIPT)) {
            return runJar(directory, environment, arguments);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        all.putIfAbsent("JAVA_OPTS", "-XX:TieredStopAtLevel=1"); // no time for the optimizing compiler to pay off
        return run(List.of(SCRIPT.toString()), directory, all, arguments);
    }

    /** Runs the program as {@code java -jar} does; it may end by itself. */
    public static ServiceProcess runJar(Path directory, Map<String, String> environment, String... arguments) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return run(List.of(java, "-jar", JAR.toString()), directory, environment, arguments);
    }

    /** Runs the program by that command; it may end by itself. */
    public static ServiceProcess run(
            List<String> program, Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LIFELINE_") || name.equals("DATABASE_URL"));
        builder.environment().put("LIFELINE_WARM_UP_LIMIT", "0s");
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the service on a free port and waits until it takes requests. */
    public static ServiceProcess started(Path directory, Map<String, String> environment) {
        return started(directory, environment, 0);
    }

    /** Starts the service on that port and waits until it takes requests. */
    public static ServiceProcess started(Path directory, Map<String, String> environment, int port) {
        return run(directory, environment, "--port", String.valueOf(port)).awaitStarted();
    }

    /** Starts the service on that database, with more settings, on a free port or the given one. */
    public static ServiceProcess startedOn(
            PostgresServer database, Path directory, Map<String, String> more, int port) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LIFELINE_DATABASE_URL", database.jdbcUrl());
        environment.put("LIFELINE_DATABASE_USERNAME", database.username());
        return started(directory, environment, port);
    }

    /** Starts the service on that database, with more settings. */
    public static ServiceProcess startedOn(PostgresServer database, Path directory, Map<String, String> more) {
        return startedOn(database, directory, more, 0);
    }

    /** Waits until it says that it takes requests. */
    public ServiceProcess awaitStarted() {
        await().atMost(START).until(() -> address() != null);
        return this;
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(the output ended: " + e + ")");
        }
    }

    private String address() {
        return output.stream()
                .map(LISTENS::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse(null);
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return URI.create(address()).getPort();
    }

    public HttpResponse<String> get(String path) {
        return Bounded.get(getAsync(path));
    }

    public CompletableFuture<HttpResponse<String>> getAsync(String path) {
        return client.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    /** A stream that goes on, from its beginning; headers by name and value, in turn. */
    public InputStream stream(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Bounded.get(client.sendAsync(request.build(), BodyHandlers.ofInputStream()))
                .body();
    }

    public HttpResponse<String> post(String path, String json) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return Bounded.get(client.sendAsync(request, BodyHandlers.ofString()));
    }

    /** Sends a request that may be lost on the way. */
    public HttpResponse<String> send(String method, String path, String json, String... headers) throws IOException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .headers(headers)
                .method(method, BodyPublishers.ofString(json))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Ends it as a crash does. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Stops it from running, without a word to anybody. */
    public void freeze() {
        send("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        send("CONT");
    }

    private void send(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(60));
    }

    /** Everything it printed so far. */
    public String output() {
        return String.join("\n", output);
    }

    /** The messages that begin with one of these texts, without time, level and thread, in order. */
    public List<String> story(String... beginnings) {
        return output.stream()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .filter(message -> List.of(beginnings).stream().anyMatch(message::startsWith))
                .toList();
    }

    /** Asks it to end as an operator does, and waits for that. */
    public int terminate() {
        signal();
        return exitCode();
    }

    /** Asks it to end as an operator does. */
    public void signal() {
        process.toHandle().destroy(); // unlike Process.destroy, this leaves its last words readable
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
