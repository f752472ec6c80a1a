package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Versions of dependencies and plugins, which only the parent POM may contain. */
class VersionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domain",
                "persistence-adapter",
                "persistence-adapter/datasource",
                "persistence-adapter/projects",
                "rest-adapter",
                "monitoring",
                "app"
            })
    void a_module_names_no_version_of_a_dependency_or_plugin(String module) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", module, "pom.xml").toFile())
                .getDocumentElement();

        assertThat(versionsOf(project, "dependency")).isEmpty();
        assertThat(versionsOf(project, "plugin")).isEmpty();
    }

    private static List<String> versionsOf(Element project, String kind) {
        var versions = new ArrayList<String>();
        var elements = project.getElementsByTagName(kind);
        for (int i = 0; i < elements.getLength(); i++) {
            for (Node child = elements.item(i).getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child.getNodeName().equals("version")) {
                    versions.add(child.getTextContent());
                }
            }
        }
        return versions;
    }
}
