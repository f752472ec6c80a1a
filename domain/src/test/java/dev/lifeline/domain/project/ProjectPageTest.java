package dev.lifeline.domain.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectPageTest {
    private static final Project A = project("a");
    private static final Project B = project("b");
    private static final Project C = project("c");

    @Test
    void an_extra_project_means_a_next_page_and_is_not_part_of_this_one() {
        ProjectPage page = ProjectPage.of(List.of(A, B, C), 2);

        assertThat(page.projects()).containsExactly(A, B);
        assertThat(page.next()).contains(new Slug("b"));
    }

    @Test
    void without_an_extra_project_the_page_is_the_last_one() {
        ProjectPage page = ProjectPage.of(List.of(A, B), 2);

        assertThat(page.projects()).containsExactly(A, B);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void a_page_may_be_empty() {
        ProjectPage page = ProjectPage.of(List.of(), 2);

        assertThat(page.projects()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void a_page_does_not_change_with_its_source_list() {
        var found = new ArrayList<>(List.of(A, B, C));
        ProjectPage page = ProjectPage.of(found, 2);

        found.clear();

        assertThat(page.projects()).containsExactly(A, B);
    }

    private static Project project(String slug) {
        return new Project(
                new ProjectId(new UUID(0, slug.charAt(0))),
                new Slug(slug),
                "Name",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }
}
