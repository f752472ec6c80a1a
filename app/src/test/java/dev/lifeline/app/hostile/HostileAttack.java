package dev.lifeline.app.hostile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * An attack and its requirements.
 *
 * @param begin starts it; it lasts until the {@link Attack} is closed
 * @param descriptors the maximum number of file descriptors of the service, or 0 for the limit of this process
 * @param settings further settings of the service
 * @param samples requests that are tried before the attack
 * @param furtherProjects the number of projects beside those of each row
 */
record HostileAttack(
        String name,
        Consumer<Attack> begin,
        int descriptors,
        Map<String, String> settings,
        List<Sample> samples,
        int furtherProjects) {
    static final int PROJECTS = 100;

    private static final String LOOK_UP = "/api/projects/large-1";
    private static final String LARGE_PAGE = "/api/projects?limit=" + PROJECTS;
    private static final String JSON = "application/json";
    private static final String CHANGE = "{\"slug\":\"large-1\",\"name\":\"n\"}";
    private static final String SEARCH = LARGE_PAGE + "&q=zzz";
    private static final String EVENTS = "/api/monitoring/events";
    private static final int FEW_DESCRIPTORS = 256;

    private HostileAttack(String name, Consumer<Attack> begin) {
        this(name, begin, 0, Map.of(), List.of(), 0);
    }

    /** Returns an attack of eight busy clients. */
    private static HostileAttack requests(String name, int status, IntFunction<String> request) {
        return new HostileAttack(
                name, attack -> attack.busy(8, request), 0, Map.of(), List.of(new Sample(request.apply(0), status)), 0);
    }

    /**
     * Request of an attack.
     *
     * @param status the status of its answer, which shows that the attacked code sees it
     */
    record Sample(String request, int status) {}

    /** Returns the attacks of issue 20. */
    static List<HostileAttack> all() {
        return List.of(
                new HostileAttack("3,000 half bodies", attack -> attack.halfBodies(3_000, 60_000)),
                new HostileAttack(
                        "200 pipelines of 400 requests, nothing read",
                        attack -> attack.unreadPipelines(200, 400, LOOK_UP)),
                new HostileAttack(
                        "300 x 40 answers of 0.6 MB, nothing read",
                        attack -> attack.unreadPipelines(300, 40, LARGE_PAGE)),
                new HostileAttack(
                        "300 x 40 answers of 0.6 MB, read in trickles", attack -> attack.trickles(300, 40, LARGE_PAGE)),
                new HostileAttack("10,000 connections, a look-up on each", attack -> attack.requests(10_000, LOOK_UP)),
                new HostileAttack(
                        "10,000 connections, a probe and a look-up sent together on each",
                        attack -> attack.pairs(10_000, "/health/live", LOOK_UP)),
                new HostileAttack(
                        "3,000 headers of 15 kB without an end", attack -> attack.endlessHeaders(3_000, 15_000)),
                new HostileAttack(
                        "3,000 connections, OPTIONS of a probe on each",
                        attack -> attack.options(3_000, "/health/live")),
                new HostileAttack("bodies without end", attack -> attack.endlessBodies(32, "POST /nothing HTTP/1.1")),
                new HostileAttack(
                        "64 searches at once in 100,000 projects",
                        attack -> attack.busy(
                                64,
                                number -> (number % 2 == 0
                                        ? get(SEARCH)
                                        : get(SEARCH).replace("GET", "HEAD"))),
                        0,
                        Map.of(),
                        List.of(),
                        100_000),
                new HostileAttack("400 slow bodies, 2,000 slow headers", attack -> attack.slowRequests(400, 2_000)),
                requests("If-Match of 15 kB", 412, number -> put(JSON, "If-Match", "\"x\", ".repeat(3_000) + "\"x\"")),
                requests(
                        "Idempotency-Key of 8 kB",
                        400,
                        number -> put(JSON, "Idempotency-Key", "\"" + "\\\\".repeat(4_000) + "\"")),
                requests(
                        "different Accept and Content-Type headers",
                        415,
                        number -> put("application/a" + number, "Accept", "a" + number + "/b")),
                new HostileAttack(
                        "200 event streams of one address, nothing read",
                        attack -> attack.forwarded(200, EVENTS),
                        0,
                        Map.of("LIFELINE_HTTP_TRUSTED_PROXIES", "127.0.0.1", "LIFELINE_ACCESS_OPEN", "true"),
                        List.of(),
                        0),
                new HostileAttack(
                        "600 connections, no file descriptors left",
                        attack -> attack.requests(600, LOOK_UP),
                        FEW_DESCRIPTORS,
                        Map.of(),
                        List.of(),
                        0));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    /** Returns a change that only the given header keeps from being made; each header but this one is valid. */
    private static String put(String type, String header, String value) {
        String condition = header.equals("If-Match") ? "" : "If-Match: *\r\n";
        return "PUT " + LOOK_UP + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type + "\r\n"
                + condition + header + ": " + value + "\r\nContent-Length: " + CHANGE.length() + "\r\n\r\n" + CHANGE;
    }

    /** Returns the command that starts the service. */
    List<String> command(String script) {
        return descriptors == 0
                ? List.of(script)
                : List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$0\" \"$@\"", script);
    }

    /** Returns the settings of the service, which warms up as it does by default. */
    Map<String, String> environment(String heap) {
        var all = new HashMap<>(settings);
        all.put("JAVA_OPTS", "-Xmx" + heap);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("LIFELINE_WARM_UP_LIMIT", "2s");
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
