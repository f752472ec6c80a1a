package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.InstalledProgram;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program, started by its script, with and without a class archive; most of it below a path with blanks,
 * as a home directory may have. (On such a path, JDK 17 opens the archive but loads none of Lifeline's classes from
 * it.)
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherEndToEndIT {
    private static final Path PACKAGED = Path.of("target").toAbsolutePath();
    private static final String NOBODY_THERE = "postgresql://app@127.0.0.1:1/app";

    @TempDir
    private static Path root;

    private static Path place;
    private static Path archive;

    @TempDir
    private Path directory;

    private Path loaded;

    /** Copies the program, so that tests may change its files. */
    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void prepare_makes_the_archive() throws IOException {
        place = root.resolve("a place with blanks");
        for (String name : List.of("lifeline.jar", "lib", "bin")) {
            copy(PACKAGED.resolve(name), place.resolve(name));
        }
        try (ServiceProcess preparation = ServiceProcess.run(script(), root, environment(cache()), "--prepare")) {
            assertThat(preparation.exitCode(Duration.ofMinutes(4)))
                    .as(preparation.output())
                    .isZero();
        }
        archive = archiveIn(cache()).orElseThrow();
    }

    @BeforeEach
    void note_where_classes_come_from() {
        loaded = directory.resolve("classes.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void start_uses_the_archive_and_is_the_service_s_own_process(String shell) throws IOException {
        Path interpreter = InstalledProgram.required(shell, shell).path();
        try (ServiceProcess service = start(List.of(interpreter.toString(), script().get(0)), cache())) {
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(ProcessHandle.of(service.pid())
                            .flatMap(process -> process.info().command()))
                    .hasValueSatisfying(command -> assertThat(command).endsWith("/java"));
            assertThat(isGivenArchive(service)).isTrue();

            assertThat(service.terminate()).isZero();

            assertThat(service.output()).contains("Lifeline has stopped").doesNotContain("[cds]", "[aot]", "warning");
        }
    }

    @Test
    void an_archive_that_is_no_archive_does_no_harm() throws IOException {
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Files.writeString(cache.resolve(archive.getFileName()), "not an archive");

        try (ServiceProcess service = start(cache)) {
            assertThat(comesFromArchive()).isFalse();
            assertThat(service.terminate()).isZero();
            assertThat(service.output()).doesNotContain("rror", "warning");
        }
    }

    @Test
    void an_archive_of_other_files_is_not_used() throws IOException {
        Path other = directory.resolve("other");
        for (String name : List.of("lifeline.jar", "lib", "bin")) {
            copy(PACKAGED.resolve(name), other.resolve(name));
        }
        Files.setLastModifiedTime(other.resolve("lifeline.jar"), FileTime.fromMillis(0));

        assertThat(argumentsOfJvm(other, cache())).noneMatch(LauncherEndToEndIT::namesAnArchive);
    }

    @Test
    void without_a_place_for_an_archive_it_starts_all_the_same() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(argumentsOfJvm(place, file.resolve("cache")))
                .noneMatch(LauncherEndToEndIT::namesAnArchive)
                .endsWith("--port", "0");
    }

    @Test
    void archive_can_be_switched_off() throws IOException {
        assertThat(argumentsOfJvm(place, cache())).anyMatch(LauncherEndToEndIT::namesAnArchive);
        assertThat(argumentsOfJvm(place, Path.of("off"))).noneMatch(LauncherEndToEndIT::namesAnArchive);
    }

    @Test
    void arguments_arrive_as_they_are() throws IOException {
        assertThat(argumentsOfJvm(place, cache(), "--config", "a file with * and blanks"))
                .endsWith("--config", "a file with * and blanks");
    }

    /**
     * Returns the command that the script starts. The script runs a substitute for java, which prints its arguments and
     * reports the version of the JDK of this test.
     */
    private List<String> argumentsOfJvm(Path home, Path cache, String... arguments) throws IOException {
        Path jdk = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
        Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(
                Path.of(System.getProperty("java.home"), "release"),
                jdk.resolve("release"),
                StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> environment = environment(cache);
        environment.put("JAVA_HOME", jdk.toString());
        String[] given = arguments.length == 0 ? new String[] {"--port", "0"} : arguments;
        try (ServiceProcess printed = ServiceProcess.run(script(home), directory, environment, given)) {
            assertThat(printed.exitCode()).isZero();
            await().until(() -> printed.output().endsWith(String.join("\n", given)));
            return printed.output().lines().toList();
        }
    }

    private static boolean namesAnArchive(String argument) {
        return argument.matches("-XX:(SharedArchiveFile|AOTCache)=.*");
    }

    @Test
    void archive_that_is_there_is_not_made_again() throws IOException {
        FileTime before = Files.getLastModifiedTime(archive);
        try (ServiceProcess service = ServiceProcess.run(script(), directory, environment(cache()), "--prepare")) {
            assertThat(service.exitCode()).isZero();
        }
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(before);
    }

    @Test
    void preparation_that_fails_says_why_and_leaves_no_archive() throws IOException {
        Path other = directory.resolve("without libraries");
        for (String name : List.of("lifeline.jar", "bin")) {
            copy(PACKAGED.resolve(name), other.resolve(name));
        }
        Files.createDirectory(other.resolve("lib"));
        Path cache = directory.resolve("cache");

        try (ServiceProcess service = ServiceProcess.run(script(other), directory, environment(cache), "--prepare")) {
            assertThat(service.exitCode()).isEqualTo(1);
            await().until(() -> service.output().contains("lifeline: the archive was not made"));
            assertThat(service.output()).contains("could not be made");
        }
        assertThat(archiveIn(cache)).isEmpty();
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files).singleElement().asString().endsWith(".failed");
        }
    }

    @Test
    void missing_jdk_is_told() {
        try (ServiceProcess service = ServiceProcess.run(
                script(),
                directory,
                Map.of("JAVA_HOME", directory.resolve("none").toString()))) {
            assertThat(service.exitCode()).isEqualTo(1);
            await().until(() -> service.output().contains("lifeline: there is no java in"));
        }
    }

    @Test
    void classes_come_from_the_archive_that_the_build_made() throws IOException {
        try (ServiceProcess service = start(script(PACKAGED), PACKAGED.resolve("cache"))) {
            assertThat(comesFromArchive()).isTrue();
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void a_first_start_starts_nothing_but_the_service() {
        try (ServiceProcess service = start(directory.resolve("empty cache"))) {
            assertThat(ProcessHandle.of(service.pid()).orElseThrow().descendants())
                    .isEmpty();
            assertThat(directory.resolve("empty cache")).isEmptyDirectory();
            assertThat(service.terminate()).isZero();
        }
    }

    private ServiceProcess start(Path cache) {
        return start(script(), cache);
    }

    private ServiceProcess start(List<String> program, Path cache) {
        Map<String, String> environment = environment(cache);
        environment.put("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        return ServiceProcess.run(program, directory, environment, "--port", "0")
                .awaitStarted();
    }

    /** Returns whether the path of the archive is one argument of the process. */
    private static boolean isGivenArchive(ServiceProcess service) {
        String[] arguments = ProcessHandle.of(service.pid())
                .flatMap(process -> process.info().arguments())
                .orElseThrow();
        return Stream.of(arguments).anyMatch(argument -> argument.endsWith("=" + archive));
    }

    private boolean comesFromArchive() throws IOException {
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.anyMatch(line -> line.contains("dev.lifeline.app.Main source: shared objects file"));
        }
    }

    private static Map<String, String> environment(Path cache) {
        return new HashMap<>(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "DATABASE_URL", NOBODY_THERE,
                "LIFELINE_CACHE", cache.toString()));
    }

    private static Path cache() {
        return place.resolve("cache");
    }

    private static List<String> script() {
        return script(place);
    }

    private static List<String> script(Path home) {
        return List.of(home.resolve("bin/lifeline").toString());
    }

    private static Optional<Path> archiveIn(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
                    .findFirst();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
