package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials of the packaged program. */
@Tag("same-on-every-jdk")
class BillOfMaterialsIT {
    private static final Path LIB = Path.of("target", "lib");
    private static final Path BILL = Path.of("target", "lifeline.cdx.json");

    /** Licences under which a library may be distributed with this program. */
    private static final Set<String> PERMITTED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "EPL-2.0", "CC0-1.0", "0BSD");

    /** The plugin that writes the file needs the network, and does nothing with {@code mvn -o}. */
    @BeforeAll
    static void requireBill() {
        assumeThat("is true".equals(System.getProperty("maven.offline")) && Files.notExists(BILL))
                .as("offline without a bill of materials")
                .isFalse();
    }

    @Test
    void it_names_every_jar_of_the_program_and_no_other() throws IOException {
        Set<String> named = new TreeSet<>();
        for (JsonNode component : components()) {
            named.add(text(component, "name") + "-" + text(component, "version"));
        }

        Set<String> jars = new TreeSet<>();
        try (Stream<Path> files = Files.list(LIB)) {
            files.map(file -> file.getFileName().toString().replaceAll("\\.jar$", ""))
                    .forEach(jars::add);
        }
        assertThat(jars).isNotEmpty().allMatch(jar -> named.stream().anyMatch(jar::startsWith));
        assertThat(named).allMatch(name -> jars.stream().anyMatch(jar -> jar.startsWith(name)));
    }

    @Test
    void every_library_has_a_permitted_licence_and_a_digest() throws IOException {
        for (JsonNode component : components()) {
            String library = text(component, "name");
            assertThat(licences(component)).as(library).anyMatch(PERMITTED::contains);
            if (!text(component, "group").equals("dev.lifeline")) {
                assertThat(component.path("hashes")).as(library).isNotEmpty();
            }
        }
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(entry -> entry.has("license") ? entry.get("license") : entry)
                .map(licence -> text(licence, licence.has("id") ? "id" : licence.has("name") ? "name" : "expression"))
                .toList();
    }

    private static List<JsonNode> components() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(BILL))
                .path("components")
                .valueStream()
                .toList();
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString();
    }
}
