package dev.lifeline.app.hostile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An attack and its requirements.
 *
 * @param begin starts it; it lasts until the {@link Attack} is closed
 * @param descriptors the maximum number of file descriptors of the service, or 0 for the limit of this process
 * @param settings further settings of the service
 */
record HostileAttack(String name, Consumer<Attack> begin, int descriptors, Map<String, String> settings) {
    static final int PROJECTS = 100;

    private static final String LOOK_UP = "/api/projects/large-1";
    private static final String LARGE_PAGE = "/api/projects?limit=" + PROJECTS;
    private static final String EVENTS = "/api/monitoring/events";
    private static final int FEW_DESCRIPTORS = 256;

    private HostileAttack(String name, Consumer<Attack> begin) {
        this(name, begin, 0, Map.of());
    }

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
                new HostileAttack("bodies without end", attack -> attack.endlessBodies(32, "POST /nothing HTTP/1.1")),
                new HostileAttack(
                        "64 searches at once", attack -> attack.busy(64, number -> get(LARGE_PAGE + "&q=zzz"))),
                new HostileAttack("400 slow bodies, 2,000 slow headers", attack -> attack.slowRequests(400, 2_000)),
                new HostileAttack(
                        "If-Match of 15 kB", attack -> attack.busy(8, number -> put("If-Match", ", ".repeat(7_500)))),
                new HostileAttack(
                        "Idempotency-Key of 8 kB",
                        attack -> attack.busy(8, number -> put("Idempotency-Key", "\"" + "\\\\".repeat(4_000) + "\""))),
                new HostileAttack(
                        "different Accept and Content-Type headers",
                        attack -> attack.busy(8, number -> put("Accept", "a" + number + "/b"))),
                new HostileAttack(
                        "200 event streams of one address, nothing read",
                        attack -> attack.forwarded(200, EVENTS),
                        0,
                        Map.of("LIFELINE_HTTP_TRUSTED_PROXIES", "127.0.0.1", "LIFELINE_ACCESS_OPEN", "true")),
                new HostileAttack(
                        "600 connections, no file descriptors left",
                        attack -> attack.requests(600, LOOK_UP),
                        FEW_DESCRIPTORS,
                        Map.of()));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private static String put(String header, String value) {
        String number = value.replaceAll("\\W", "");
        String type = number.length() < 20 ? "application/" + number : "application/json";
        return "PUT " + LOOK_UP + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type + "\r\n"
                + header + ": " + value + "\r\nContent-Length: 2\r\n\r\n{}";
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
