package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import org.junit.jupiter.api.Test;

class FindProjectServiceTest {
    private final InMemoryProjectRepository repository = new InMemoryProjectRepository(new FakeClock());
    private final FindProjectService service = new FindProjectService(repository);

    @Test
    void a_stored_project_is_found() {
        Project created = repository.create(new NewProject(new Slug("apollo"), "Apollo", null));

        assertThat(service.find(ProjectReference.parse("apollo"))).contains(created);
    }

    @Test
    void an_unknown_project_is_not_found() {
        assertThat(service.find(ProjectReference.parse("apollo"))).isEmpty();
    }

    @Test
    void the_service_requires_a_repository() {
        assertThatNullPointerException().isThrownBy(() -> new FindProjectService(null));
    }
}
