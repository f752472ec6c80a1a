package dev.lifeline.app.fuzz;

import dev.lifeline.app.fuzz.HttpSurface.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests from a seed: of the documented surface, with odd values, a half of them damaged. Confined to one thread. */
final class RandomRequests {
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Expect",
            "Forwarded",
            "Host",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Last-Event-ID",
            "Origin",
            "Range",
            "Sec-Fetch-Site",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "X-Forwarded-For",
            "X-HTTP-Method-Override",
            "baggage",
            "traceparent",
            "tracestate");

    private static final List<String> VALUES = List.of(
            "",
            "*",
            "*/*",
            "0",
            "-1",
            "00",
            "1e9",
            "99999999999999999999",
            "\"x\"",
            "W/\"x\"",
            "\"",
            "\\",
            ",",
            ";q=",
            ", ,",
            "application/json",
            "application/json;charset=utf-16",
            "text/event-stream",
            "application/problem+json;q=0.1",
            "chunked",
            "gzip",
            "gzip, chunked",
            "close",
            "keep-alive",
            "h2c",
            "100-continue",
            "none",
            "Bearer x",
            "Basic Og==",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00-00-00",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "http://localhost",
            "null",
            "true",
            "for=\"[::1]\"",
            "a=b,c=d",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "%00",
            "%",
            "\u00e9",
            "\u0000",
            "\t",
            "\r\n x",
            "\r\n\r\n",
            "8f2f4d0e-6a4b-4f58-8d4e-0d0a5cf8f7a1",
            "../..",
            "a/b",
            "null\u007f");

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "{",
            "null",
            "{\"slug\":\"a\"}",
            "{\"slug\":\"fuzz\",\"name\":\"n\"}",
            "{\"slug\":1,\"name\":[]}",
            "{\"slug\":\"fuzz\",\"name\":\"\\ud800\"}",
            "{\"slug\":\"\\u0000\",\"name\":\"\\u0000\"}",
            "[[[[[[[[[[[[[[[[[[[[",
            "{\"name\":\"n\",\"name\":\"m\",\"slug\":\"s\"}",
            "{\"slug\":1e999999999}",
            "\ufeff{}",
            "5\r\n{\"a\":\r\n0\r\n\r\n");

    private static final int MOST_HEADERS = 6;
    private static final int MOST_REPEATS = 3_000;

    private final Random random;
    private final HttpSurface surface;

    RandomRequests(long seed, HttpSurface surface) {
        this.random = new Random(seed);
        this.surface = surface;
    }

    /** Returns the bytes of the next request. */
    byte[] next() {
        Endpoint endpoint = one(surface.endpoints());
        String method = random.nextInt(8) == 0
                ? one(List.of("HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "PUT"))
                : endpoint.method();
        String body = method.equals("GET") && random.nextInt(4) > 0 ? "" : one(BODIES);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method + " " + target(endpoint.path()) + " " + version() + "\r\n");
        if (random.nextInt(20) > 0) {
            head.append("Host: localhost\r\n");
        }
        if (content.length > 0 && random.nextInt(10) > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        for (int i = random.nextInt(MOST_HEADERS); i > 0; i--) {
            head.append(one(HEADERS)).append(": ").append(value()).append("\r\n");
        }
        byte[] request = joined(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), content);
        return random.nextBoolean() ? request : damaged(request);
    }

    private String version() {
        return random.nextInt(15) == 0 ? one(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/1.1 ", "")) : "HTTP/1.1";
    }

    private String target(String path) {
        String target = path.replaceAll(
                "\\{\\w+}", one(List.of("fuzz", "a", "8f2f4d0e-6a4b-4f58-8d4e-0d0a5cf8f7a1", "%2e%2e", "%00")));
        String plain = target.replaceAll("\\?.*", "");
        var query = new StringBuilder();
        for (String name : target.contains("?") ? target.replaceAll(".*\\?", "").split("[&=]", -1) : new String[] {}) {
            if (random.nextBoolean()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(escaped(value()));
            }
        }
        return plain + query;
    }

    private String escaped(String value) {
        return random.nextInt(4) == 0 ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String value() {
        String value = one(VALUES);
        return random.nextInt(12) == 0 ? value.repeat(random.nextInt(MOST_REPEATS) / (value.length() + 1)) : value;
    }

    /** Changes, removes or repeats a few bytes. */
    private byte[] damaged(byte[] request) {
        byte[] changed = request.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        int at = random.nextInt(changed.length);
        int end = Math.min(changed.length, at + random.nextInt(20));
        return switch (random.nextInt(3)) {
            case 0 -> joined(part(changed, 0, at), part(changed, end, changed.length));
            case 1 -> joined(part(changed, 0, end), part(changed, at, changed.length));
            default -> changed;
        };
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
