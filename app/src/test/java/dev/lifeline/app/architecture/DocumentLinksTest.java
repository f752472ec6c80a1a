package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Relative links between the documents. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern DECISION = Pattern.compile("\\d{4}-.*\\.md");
    private static final List<String> SECTIONS = List.of("## Context", "## Decision", "## Figures", "## Consequences");

    @Test
    void every_relative_link_leads_to_a_file_and_a_heading() throws IOException {
        assertThat(documents()).hasSizeGreaterThan(10).allSatisfy(document -> assertThat(brokenLinksIn(document))
                .as(document.toString())
                .isEmpty());
    }

    @Test
    void every_decision_has_context_decision_figures_and_consequences() throws IOException {
        assertThat(documents())
                .filteredOn(document ->
                        DECISION.matcher(document.getFileName().toString()).matches())
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(text(decision)).contains(SECTIONS));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.getFileName().toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> brokenLinksIn(Path document) {
        return LINK.matcher(text(document))
                .results()
                .filter(link -> !leadsSomewhere(document, link.group(1), link.group(2)))
                .map(link -> link.group())
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String file, String heading) {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target)
                && (heading == null || !target.toString().endsWith(".md") || hasHeading(target, heading));
    }

    /** Returns whether a heading of the document has that anchor, by the rules of GitHub. */
    private static boolean hasHeading(Path document, String anchor) {
        return HEADING.matcher(text(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .anyMatch(anchor::equals);
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
