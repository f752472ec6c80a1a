package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Module names of the packaged artifacts. */
class ModuleNamesIT {
    private static final Path PROGRAM = Path.of("target", "lifeline.jar");

    @ParameterizedTest
    @CsvSource({
        "lifeline-domain, dev.lifeline.domain",
        "lifeline-datasource, dev.lifeline.datasource",
        "lifeline-monitoring, dev.lifeline.monitoring",
    })
    void a_library_is_a_module_that_opens_nothing_and_exports_no_internal_package_to_all(String artifact, String name)
            throws IOException {
        ModuleDescriptor module = descriptor(library(artifact));

        assertThat(module.name()).isEqualTo(name);
        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.opens()).isEmpty();
        assertThat(module.exports())
                .filteredOn(exported -> !exported.isQualified())
                .isNotEmpty()
                .noneMatch(exported -> exported.source().contains(".internal"));
    }

    @ParameterizedTest
    @CsvSource({
        "lifeline-persistence-adapter, dev.lifeline.persistence",
        "lifeline-rest-adapter, dev.lifeline.rest",
    })
    void a_library_whose_classes_frameworks_reflect_on_has_a_fixed_module_name(String artifact, String name)
            throws IOException {
        assertFixedName(library(artifact), name);
    }

    @Test
    void the_program_has_a_fixed_module_name() throws IOException {
        assertFixedName(PROGRAM, "dev.lifeline.app");
    }

    private static void assertFixedName(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo(name);
        }
    }

    private static ModuleDescriptor descriptor(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .map(ModuleReference::descriptor)
                .findFirst()
                .orElseThrow();
    }

    private static Path library(String artifact) throws IOException {
        try (Stream<Path> files = Files.list(PROGRAM.resolveSibling("lib"))) {
            return files.filter(file -> file.getFileName().toString().matches(artifact + "-\\d.*\\.jar"))
                    .reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }
}
