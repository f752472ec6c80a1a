package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import org.junit.jupiter.api.Test;

class ProjectServicesTest {
    private static final NewProject WANTED = new NewProject(new Slug("apollo"), "Apollo", null);

    private final InMemoryProjectRepository repository = new InMemoryProjectRepository(new FakeClock());

    @Test
    void a_created_project_is_found_and_listed() {
        Project created = new CreateProjectService(repository).create(WANTED);

        assertThat(new FindProjectService(repository).find(ProjectReference.parse("apollo")))
                .contains(created);
        assertThat(new ListProjectsService(repository)
                        .list(ProjectQuery.firstPage())
                        .projects())
                .containsExactly(created);
    }

    @Test
    void what_nobody_created_is_not_found() {
        assertThat(new FindProjectService(repository).find(ProjectReference.parse("apollo")))
                .isEmpty();
    }

    @Test
    void the_stores_refusal_reaches_the_caller() {
        var service = new CreateProjectService(repository);
        service.create(WANTED);

        assertThatExceptionOfType(SlugAlreadyTakenException.class).isThrownBy(() -> service.create(WANTED));
    }

    @Test
    void services_need_a_repository() {
        assertThatNullPointerException().isThrownBy(() -> new CreateProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new FindProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new ListProjectsService(null));
    }
}
