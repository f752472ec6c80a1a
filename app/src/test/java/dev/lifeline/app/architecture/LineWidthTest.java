package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Width of the lines of all text files. A line may be longer if it cannot be broken: a row of a Markdown table, a
 * string in an example of JSON, or a word of 60 characters or more, such as a URL or the name of a time series.
 */
class LineWidthTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_COLUMNS = 120;
    private static final Pattern TEXT =
            Pattern.compile(".*\\.(java|md|sh|ya?ml|xml|js|css|html|sql|lua|properties)|[a-z-]+");
    private static final Pattern UNBREAKABLE = Pattern.compile("\\S{60,}");
    private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules", ".idea");

    @Test
    void no_line_is_longer_than_120_columns() throws IOException {
        List<Path> files = files();

        assertThat(files).hasSizeGreaterThan(500);
        assertThat(files.stream().flatMap(file -> longLines(file).stream())).isEmpty();
    }

    private static List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isSkipped = SKIPPED.contains(folder.getFileName().toString()) && !folder.equals(ROOT);
                return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isText(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isText(Path file) {
        String folder = file.getParent().getFileName().toString();
        return TEXT.matcher(file.getFileName().toString()).matches()
                || folder.equals("scripts")
                || folder.equals(".ci");
    }

    private static List<String> longLines(Path file) {
        List<String> lines = lines(file);
        return IntStream.range(0, lines.size())
                .filter(index -> isTooLong(file, lines.get(index)))
                .mapToObj(index -> ROOT.relativize(file) + ":" + (index + 1))
                .toList();
    }

    private static boolean isTooLong(Path file, String line) {
        return line.length() > MOST_COLUMNS && !(isMarkdown(file) && isRowOrString(line)) && !isUnbreakable(file, line);
    }

    private static boolean isMarkdown(Path file) {
        return file.toString().endsWith(".md");
    }

    private static boolean isRowOrString(String line) {
        return line.startsWith("|")
                || line.strip().startsWith("\"")
                || line.strip().startsWith("{\"");
    }

    /** Java can break every line. */
    private static boolean isUnbreakable(Path file, String line) {
        return !file.toString().endsWith(".java") && UNBREAKABLE.matcher(line).find();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
