package dev.lifeline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import org.junit.jupiter.api.Test;

class SampleProjectsTest {
    private final InMemoryProjectRepository repository = new InMemoryProjectRepository(new FakeClock());
    private final SampleProjects samples = new SampleProjects(repository::create, repository::list);

    @Test
    void empty_store_gets_ten_projects() {
        samples.createIfEmpty();

        assertThat(repository.list(ProjectQuery.firstPage()).projects())
                .hasSize(10)
                .allSatisfy(project -> {
                    assertThat(project.name()).isNotBlank();
                    assertThat(project.description()).isNotBlank();
                });
    }

    @Test
    void store_with_projects_is_left_alone() {
        samples.createIfEmpty();

        samples.createIfEmpty();

        assertThat(repository.list(ProjectQuery.firstPage()).projects()).hasSize(10);
    }
}
