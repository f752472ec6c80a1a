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
 * The packaged program in a separate process. It starts with {@code bin/lifeline}, the class data archive from the
 * build and no warm-up, unless a test requests otherwise, because tests start dozens of processes. Safe for use by
 * several threads.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "lifeline.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("target", "bin", "lifeline").toAbsolutePath();
    private static final int LIMIT_SECONDS = 60;
    private static final Pattern LISTENS = Pattern.compile("Lifeline listens on (https?://[^\\s\"]+)");
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

    /** Runs the program, which may exit by itself. */
    public static ServiceProcess run(Path directory, Map<String, String> environment, String... arguments) {
        if (!Files.isExecutable(SCRIPT)) {
            return runJar(directory, environment, arguments);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        all.putIfAbsent(
                "JAVA_OPTS", "-XX:TieredStopAtLevel=1"); // the process is too short-lived for the optimizing compiler
        return run(List.of(SCRIPT.toString()), directory, all, arguments);
    }

    /** Runs the program with {@code java -jar}; it may exit by itself. */
    public static ServiceProcess runJar(Path directory, Map<String, String> environment, String... arguments) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return run(List.of(java, "-jar", JAR.toString()), directory, environment, arguments);
    }

    /** Runs the program with the given command; it may exit by itself. */
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

    /** Starts the service on a free port and waits until it accepts requests. */
    public static ServiceProcess started(Path directory, Map<String, String> environment) {
        return started(directory, environment, 0);
    }

    /** Starts the service on the given port and waits until it accepts requests. */
    public static ServiceProcess started(Path directory, Map<String, String> environment, int port) {
        return run(directory, environment, "--port", String.valueOf(port)).awaitStarted();
    }

    /** Starts the service with the given database and further settings, on a free port or the given one. */
    public static ServiceProcess startedOn(
            PostgresServer database, Path directory, Map<String, String> more, int port) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LIFELINE_DATABASE_URL", database.jdbcUrl());
        environment.put("LIFELINE_DATABASE_USERNAME", database.username());
        return started(directory, environment, port);
    }

    /** Starts the service with the given database and further settings. */
    public static ServiceProcess startedOn(PostgresServer database, Path directory, Map<String, String> more) {
        return startedOn(database, directory, more, 0);
    }

    /** Waits until the service reports that it accepts requests. */
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

    /** Opens a streaming response; headers are alternating names and values. */
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

    /** Sends a request that may fail. */
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

    /** Kills the process, as in a crash. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Suspends the process (SIGSTOP); sockets stay open. */
    public void freeze() {
        send("STOP");
    }

    /** Resumes the process. */
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

    /** Returns its output so far. */
    public String output() {
        return String.join("\n", output);
    }

    /** Returns the log messages that begin with one of the texts, in order, without time, level and thread. */
    public List<String> story(String... beginnings) {
        return output.stream()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .filter(message -> List.of(beginnings).stream().anyMatch(message::startsWith))
                .toList();
    }

    /** Terminates the process (SIGTERM) and waits for its exit code. */
    public int terminate() {
        signal();
        return exitCode();
    }

    /** Terminates the process (SIGTERM). */
    public void signal() {
        process.toHandle().destroy(); // unlike Process.destroy, this keeps the remaining output readable
    }

    /** Waits for the process to exit and returns its exit code. */
    public int exitCode() {
        return exitCode(Duration.ofSeconds(LIMIT_SECONDS));
    }

    /** Waits for the process to exit, up to a limit, and returns its exit code. */
    public int exitCode(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
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
