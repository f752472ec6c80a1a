package dev.lifeline.app.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Methods and paths of the table in docs/api.md, so that a documented request cannot be forgotten. */
record HttpSurface(List<Endpoint> endpoints) {
    private static final Path DOCUMENT = Path.of("..", "docs", "api.md");
    private static final Pattern REQUEST = Pattern.compile("`(?:(GET|POST|PUT|DELETE) )?(/[^` ]*|…\\S+)`");

    /** A method with a path, in which names in braces and query parameters stand for values. */
    record Endpoint(String method, String path) {}

    static HttpSurface documented() {
        var endpoints = new ArrayList<Endpoint>();
        for (String row : rows()) {
            String method = "GET";
            Matcher request = REQUEST.matcher(row.split("\\|", -1)[1]);
            while (request.find()) {
                method = request.group(1) == null ? method : request.group(1);
                endpoints.add(new Endpoint(method, request.group(2).replace("…", "/api/health/database")));
            }
        }
        return new HttpSurface(endpoints);
    }

    private static List<String> rows() {
        try {
            return Files.readAllLines(DOCUMENT).stream()
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| `"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
