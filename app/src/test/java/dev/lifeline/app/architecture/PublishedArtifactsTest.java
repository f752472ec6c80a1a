package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** POMs of the artifacts that releases publish, and the BOM that names them. */
class PublishedArtifactsTest {
    private static final List<String> LIBRARIES = List.of(
            "domain", "persistence-adapter/datasource", "persistence-adapter/projects", "rest-adapter", "monitoring");
    private static final String BOM = "persistence-adapter/bom";

    @Test
    void the_bom_names_every_library_in_the_version_of_the_build() throws Exception {
        Element bom = pom(BOM);
        var libraries = new TreeSet<String>();
        for (String module : LIBRARIES) {
            libraries.add(text(pom(module), "artifactId") + ":${project.version}");
        }

        assertThat(dependencies(bom).map(each -> text(each, "artifactId") + ":" + text(each, "version")))
                .containsExactlyInAnyOrderElementsOf(libraries);
        assertThat(text(bom, "version")).isEqualTo(text(pom("."), "version"));
    }

    /**
     * The BOM of a parent would also contain the versions of Hibernate, HikariCP and others that Lifeline is built
     * with.
     */
    @Test
    void an_import_of_the_bom_sets_no_other_version() throws Exception {
        Element bom = pom(BOM);

        assertThat(children(bom, "parent")).isEmpty();
        assertThat(dependencies(bom).map(each -> text(each, "groupId"))).containsOnly("dev.lifeline");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", BOM})
    void a_pom_without_a_parent_has_all_that_a_repository_of_releases_requires(String module) throws Exception {
        Element pom = pom(module);

        for (String required : List.of("name", "description", "url", "licenses", "developers", "scm")) {
            assertThat(children(pom, required)).as(required).hasSize(1);
        }
        assertThat(text(child(child(pom, "licenses"), "license"), "url")).isNotEmpty();
    }

    @Test
    void each_library_describes_itself() throws Exception {
        for (String module : LIBRARIES) {
            assertThat(text(pom(module), "name")).startsWith("Lifeline");
            assertThat(text(pom(module), "description")).isNotEmpty();
        }
    }

    private static Stream<Element> dependencies(Element bom) {
        return children(child(child(bom, "dependencyManagement"), "dependencies"), "dependency").stream();
    }

    private static Element pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", module, "pom.xml").toFile())
                .getDocumentElement();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent();
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).get(0);
    }

    private static List<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE
                        && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
