package dev.lifeline.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The pictures in docs/architecture.md: the first shows the modules, the second the path of a request. */
class ArchitectureDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("^ *(\\S+) --> (\\S+)$", Pattern.MULTILINE);

    private static final Map<String, String> MODULES = Map.of(
            "lifeline-domain", "domain",
            "lifeline-datasource", "persistence-adapter/datasource",
            "lifeline-persistence-adapter", "persistence-adapter/projects",
            "lifeline-rest-adapter", "rest-adapter",
            "lifeline-monitoring", "monitoring",
            "lifeline-app", "app");

    @Test
    void the_picture_of_the_modules_shows_the_dependencies_of_the_poms() throws Exception {
        var dependencies = new TreeSet<String>();
        for (String module : MODULES.values()) {
            modulesUsedBy(module).forEach(used -> dependencies.add(module + " --> " + used));
        }

        assertThat(arrows(0)).isEqualTo(dependencies);
    }

    @Test
    void each_arrow_on_the_path_of_a_request_leads_to_a_used_class_or_an_implementation() throws IOException {
        Map<String, JavaClass> classes = new ClassFileImporter()
                .withImportOption(new ProductionCode()).importPackages("dev.lifeline").stream()
                        .filter(JavaClass::isTopLevelClass)
                        .collect(Collectors.toMap(JavaClass::getSimpleName, type -> type, (one, other) -> one));

        assertThat(arrows(1)).isNotEmpty().allSatisfy(arrow -> {
            String[] ends = arrow.split(" --> ", -1);
            assertThat(classes).containsKeys(ends);
            assertThat(leadsTo(classes.get(ends[0]), classes.get(ends[1]))).isTrue();
        });
    }

    private static boolean leadsTo(JavaClass from, JavaClass to) {
        return to.isAssignableTo(from.getName())
                || from.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().equals(to));
    }

    private static Set<String> arrows(int picture) throws IOException {
        String document = Files.readString(ROOT.resolve("docs/architecture.md"));
        String text = PICTURE.matcher(document)
                .results()
                .map(found -> found.group(1))
                .toList()
                .get(picture);
        return ARROW.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The modules among the dependencies of a POM that are not for tests only. */
    private static Stream<String> modulesUsedBy(String module) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(module).resolve("pom.xml").toFile())
                .getDocumentElement();
        NodeList dependencies = project.getElementsByTagName("dependency");
        return Stream.iterate(0, i -> i < dependencies.getLength(), i -> i + 1)
                .map(i -> (Element) dependencies.item(i))
                .filter(dependency -> !text(dependency, "scope").equals("test"))
                .map(dependency -> text(dependency, "artifactId"))
                .filter(MODULES::containsKey)
                .map(MODULES::get);
    }

    private static String text(Element element, String child) {
        NodeList found = element.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
