package dev.lifeline.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files for operators in docs/operations, and the statements about them in the manual. */
final class OperationsFiles {
    static final Path DIRECTORY =
            Path.of("..", "docs", "operations").toAbsolutePath().normalize();

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:lifeline_|http_server_|jvm_|process_|instance:)[a-z0-9_:]+\\b");

    private OperationsFiles() {}

    static String text(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String manual() {
        return text("../operations.md");
    }

    /** The recording rules and the alerting rules. */
    static List<JsonNode> rules() {
        return new YAMLMapper()
                .readTree(text("lifeline.rules.yml"))
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** The expressions behind the dashboard's panels and annotations, with all instances chosen. */
    static List<String> dashboardExpressions() {
        return new JsonMapper()
                .readTree(text("grafana-dashboard.json")).findValues("expr").stream()
                        .map(JsonNode::asString)
                        .map(expression -> expression
                                .replaceAll("\\$(job|instance)", ".*")
                                .replace("$__rate_interval", "1m")
                                .replace("$__range", "1h"))
                        .toList();
    }

    /** The names of metrics in a text. */
    static Set<String> metricsIn(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(TreeSet::new, Set::add, Set::addAll);
    }
}
