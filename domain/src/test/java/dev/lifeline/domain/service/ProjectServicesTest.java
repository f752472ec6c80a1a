package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.InMemoryProjectRepository;
import dev.lifeline.domain.write.WriteToken;
import org.junit.jupiter.api.Test;

class ProjectServicesTest {
    private static final NewProject WANTED = new NewProject(new Slug("apollo"), "Apollo", null);

    private final InMemoryProjectRepository repository = new InMemoryProjectRepository(new FakeClock());

    @Test
    void a_created_project_is_found_and_listed() {
        Project created = new CreateProjectService(repository)
                .create(WriteToken.random("test"), WANTED)
                .value()
                .stored()
                .orElseThrow();

        assertThat(new FindProjectService(repository).find(ProjectReference.parse("apollo")))
                .contains(created);
        assertThat(new ListProjectsService(repository)
                        .list(ProjectQuery.firstPage())
                        .projects())
                .containsExactly(created);
    }

    @Test
    void an_unknown_project_is_not_found() {
        assertThat(new FindProjectService(repository).find(ProjectReference.parse("apollo")))
                .isEmpty();
    }

    @Test
    void a_refusal_by_the_repository_reaches_the_caller() {
        repository.create(WANTED);

        assertThat(new CreateProjectService(repository)
                        .create(WriteToken.random("test"), WANTED)
                        .value())
                .isEqualTo(ProjectOutcome.of(Kind.SLUG_TAKEN));
    }

    @Test
    void a_project_is_replaced_and_deleted() {
        Project created = repository.create(WANTED);
        var reference = new ProjectReference.ById(created.id());
        var content = new NewProject(new Slug("gemini"), "Gemini", null);

        new ReplaceProjectService(repository)
                .replace(WriteToken.random("test"), reference, content, VersionCondition.any());
        assertThat(repository.find(ProjectReference.parse("gemini"))).isPresent();

        new DeleteProjectService(repository).delete(WriteToken.random("test"), reference, VersionCondition.any());
        assertThat(repository.find(reference)).isEmpty();
    }

    @Test
    void services_require_a_repository() {
        assertThatNullPointerException().isThrownBy(() -> new CreateProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new ReplaceProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new DeleteProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new FindProjectService(null));
        assertThatNullPointerException().isThrownBy(() -> new ListProjectsService(null));
    }
}
