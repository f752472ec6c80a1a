package dev.lifeline.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.project.VersionCondition.ProjectVersion;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link ProjectRepository} must pass. */
public abstract class ProjectRepositoryContract {

    /** Returns the repository under test. The subclass empties it before each test. */
    protected abstract ProjectRepository repository();

    @Test
    void a_created_project_has_an_id_equal_times_and_version_0() {
        Project created = repository().create(new NewProject(new Slug("apollo"), "Apollo", "To the moon"));

        assertThat(created.id()).isNotNull();
        assertThat(created.slug()).isEqualTo(new Slug("apollo"));
        assertThat(created.name()).isEqualTo("Apollo");
        assertThat(created.description()).isEqualTo("To the moon");
        assertThat(created.createdAt()).isNotNull().isEqualTo(created.updatedAt());
        assertThat(created.version()).isZero();
    }

    @Test
    void a_created_project_is_found_by_its_id_with_the_returned_values() {
        Project created = create("apollo", "Apollo");

        Optional<Project> found = repository().find(new ProjectReference.ById(created.id()));

        assertThat(found).contains(created);
    }

    @Test
    void a_created_project_is_found_by_its_slug_with_the_returned_values() {
        Project created = create("apollo", "Apollo");

        Optional<Project> found = repository().find(ProjectReference.parse("apollo"));

        assertThat(found).contains(created);
    }

    @Test
    void an_id_in_upper_case_finds_the_same_project() {
        Project created = create("apollo", "Apollo");

        String upperCase = created.id().toString().toUpperCase(Locale.ROOT);

        assertThat(repository().find(ProjectReference.parse(upperCase))).contains(created);
    }

    @Test
    void each_of_several_projects_is_found_by_its_id_and_slug() {
        Project first = create("first", "Same name");
        Project second = create("second", "Same name");

        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(repository().find(new ProjectReference.ById(first.id()))).contains(first);
        assertThat(repository().find(ProjectReference.parse("second"))).contains(second);
    }

    @Test
    void an_unknown_id_finds_nothing() {
        create("apollo", "Apollo");

        assertThat(repository().find(ProjectReference.parse("00000000-0000-0000-0000-000000000000")))
                .isEmpty();
    }

    @Test
    void an_unknown_slug_finds_nothing() {
        create("apollo", "Apollo");

        assertThat(repository().find(ProjectReference.parse("apollo-2"))).isEmpty();
    }

    @Test
    void a_missing_description_stays_missing() {
        Project created = repository().create(new NewProject(new Slug("apollo"), "Apollo", null));

        assertThat(created.description()).isNull();
        assertThat(repository().find(ProjectReference.parse("apollo"))).contains(created);
    }

    @Test
    void an_empty_description_stays_empty() {
        repository().create(new NewProject(new Slug("apollo"), "Apollo", ""));

        assertThat(repository().find(ProjectReference.parse("apollo")))
                .map(Project::description)
                .contains("");
    }

    @Test
    void names_and_descriptions_keep_every_character() {
        var wanted =
                new NewProject(new Slug("apollo"), " Аполлон 阿波罗 🚀 e\u0301 ", "first line\r\n\tsecond 'line'; --");

        repository().create(wanted);

        Project found = repository().find(ProjectReference.parse("apollo")).orElseThrow();
        assertThat(found.name()).isEqualTo(wanted.name());
        assertThat(found.description()).isEqualTo(wanted.description());
    }

    @Test
    void texts_of_maximum_length_are_kept() {
        var slug = new Slug("s".repeat(Slug.MAX_LENGTH));
        var name = "n".repeat(NewProject.MAX_NAME_LENGTH);
        var description = "d".repeat(NewProject.MAX_DESCRIPTION_LENGTH);

        Project created = repository().create(new NewProject(slug, name, description));

        assertThat(repository().find(new ProjectReference.BySlug(slug))).contains(created);
    }

    @Test
    void a_taken_slug_is_refused_and_the_first_project_stays_unchanged() {
        Project first = create("apollo", "Apollo");

        assertThatExceptionOfType(SlugAlreadyTakenException.class)
                .isThrownBy(() -> create("apollo", "Another"))
                .satisfies(e -> assertThat(e.slug()).isEqualTo(new Slug("apollo")));

        assertThat(repository().list(ProjectQuery.firstPage()).projects()).containsExactly(first);
    }

    @Test
    void one_of_several_concurrent_creates_with_the_same_slug_succeeds() throws InterruptedException {
        int callers = 4;
        Callable<Project> creation = () -> create("apollo", "Apollo");
        var threads = Executors.newFixedThreadPool(callers);

        List<Future<Project>> outcomes;
        try {
            outcomes = threads.invokeAll(Collections.nCopies(callers, creation));
        } finally {
            threads.shutdown();
        }

        assertThat(outcomes.stream().filter(outcome -> failure(outcome) == null))
                .hasSize(1);
        assertThat(outcomes.stream()
                        .map(ProjectRepositoryContract::failure)
                        .filter(SlugAlreadyTakenException.class::isInstance))
                .hasSize(callers - 1);
    }

    @Test
    void an_empty_store_lists_one_empty_page() {
        ProjectPage page = repository().list(ProjectQuery.firstPage());

        assertThat(page.projects()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void projects_are_listed_by_slug_in_code_point_order() {
        createAll("ab", "b", "a-z", "a1", "a", "aa", "1");

        ProjectPage page = repository().list(ProjectQuery.firstPage());

        assertThat(slugs(page)).containsExactly("1", "a", "a-z", "a1", "aa", "ab", "b");
    }

    @Test
    void a_listed_project_equals_the_created_one() {
        Project created = repository().create(new NewProject(new Slug("apollo"), "Apollo", "To the moon"));

        assertThat(repository().list(ProjectQuery.firstPage()).projects()).containsExactly(created);
    }

    @Test
    void pages_together_list_all_projects() {
        createAll("p1", "p2", "p3", "p4", "p5");

        ProjectPage first = repository().list(new ProjectQuery(2, null, null));
        ProjectPage second = repository().list(new ProjectQuery(2, first.next().orElseThrow(), null));
        ProjectPage third = repository().list(new ProjectQuery(2, second.next().orElseThrow(), null));

        assertThat(slugs(first)).containsExactly("p1", "p2");
        assertThat(slugs(second)).containsExactly("p3", "p4");
        assertThat(slugs(third)).containsExactly("p5");
        assertThat(third.next()).isEmpty();
    }

    @Test
    void the_last_page_may_be_full() {
        createAll("p1", "p2", "p3", "p4");

        ProjectPage first = repository().list(new ProjectQuery(2, null, null));
        ProjectPage second = repository().list(new ProjectQuery(2, first.next().orElseThrow(), null));

        assertThat(slugs(second)).containsExactly("p3", "p4");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void a_project_created_between_two_pages_neither_repeats_nor_hides_another() {
        createAll("p1", "p2", "p3", "p4");
        ProjectPage first = repository().list(new ProjectQuery(2, null, null));

        createAll("p0", "p2-more");

        ProjectPage second = repository().list(new ProjectQuery(2, first.next().orElseThrow(), null));
        assertThat(slugs(second)).containsExactly("p2-more", "p3");
    }

    @Test
    void a_page_may_begin_after_an_unused_slug() {
        createAll("p1", "p3");

        ProjectPage page = repository().list(new ProjectQuery(10, new Slug("p2"), null));

        assertThat(slugs(page)).containsExactly("p3");
    }

    @Test
    void the_page_after_the_last_slug_is_empty() {
        createAll("p1", "p2");

        ProjectPage page = repository().list(new ProjectQuery(10, new Slug("p2"), null));

        assertThat(page.projects()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void many_pages_contain_every_project_exactly_once() {
        var wanted = new ArrayList<String>();
        for (int i = 100; i < 125; i++) {
            create("project-" + i, "Project");
            wanted.add("project-" + i);
        }

        var seen = new ArrayList<String>();
        Optional<Slug> next = Optional.empty();
        do {
            ProjectPage page = repository().list(new ProjectQuery(4, next.orElse(null), null));
            seen.addAll(slugs(page));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).isEqualTo(wanted);
    }

    @Test
    void a_search_finds_its_text_anywhere_in_the_slug_in_any_case() {
        createAll("apollo-11", "gemini-apollo", "vostok");

        assertThat(slugs(search("APOLLO"))).containsExactly("apollo-11", "gemini-apollo");
    }

    @Test
    void a_search_finds_its_text_anywhere_in_the_name_in_any_case() {
        create("p1", "The Moon Landing");
        create("p2", "honeymoon");
        create("p3", "Mars");

        assertThat(slugs(search("mOOn"))).containsExactly("p1", "p2");
    }

    @Test
    void a_search_ignores_descriptions() {
        repository().create(new NewProject(new Slug("apollo"), "Apollo", "To the moon"));

        assertThat(search("moon").projects()).isEmpty();
    }

    @Test
    void a_search_finds_text_of_any_script() {
        create("p1", "Проект 阿波罗 🚀");
        create("p2", "Проект");

        assertThat(slugs(search("阿波罗 🚀"))).containsExactly("p1");
        assertThat(slugs(search("роек"))).containsExactly("p1", "p2");
    }

    @Test
    void a_percent_sign_in_a_search_is_literal() {
        create("p1", "100 % done");
        create("p2", "100 done");

        assertThat(slugs(search("%"))).containsExactly("p1");
        assertThat(search("1%0").projects()).isEmpty();
    }

    @Test
    void an_underscore_in_a_search_is_literal() {
        create("p1", "snake_case");
        create("p2", "snake case");

        assertThat(slugs(search("e_c"))).containsExactly("p1");
    }

    @Test
    void a_backslash_in_a_search_is_literal() {
        create("p1", "C:\\temp");
        create("p2", "C:/temp");
        create("p3", "C:%temp");

        assertThat(slugs(search("\\"))).containsExactly("p1");
        assertThat(slugs(search(":\\t"))).containsExactly("p1");
        assertThat(search("\\%").projects()).isEmpty();
    }

    @Test
    void quotes_in_a_search_are_literal() {
        create("p1", "Tom's \"project\"");

        assertThat(slugs(search("'s \"p"))).containsExactly("p1");
    }

    @Test
    void search_results_are_paged() {
        createAll("a-x", "b", "c-x", "d", "e-x");

        ProjectPage first = repository().list(new ProjectQuery(2, null, "x"));
        ProjectPage second = repository().list(new ProjectQuery(2, first.next().orElseThrow(), "x"));

        assertThat(slugs(first)).containsExactly("a-x", "c-x");
        assertThat(slugs(second)).containsExactly("e-x");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void the_same_token_creates_one_project_and_returns_the_same_outcome() {
        var token = WriteToken.random("test").withFingerprint("f");
        var wanted = new NewProject(new Slug("apollo"), "Apollo", "line 1\nline 2");

        WriteResult<ProjectOutcome> first = repository().create(token, wanted);
        WriteResult<ProjectOutcome> again = repository().create(token, wanted);

        assertThat(first.replayed()).isFalse();
        assertThat(again).isEqualTo(new WriteResult<>(first.value(), true));
        assertThat(repository().list(ProjectQuery.firstPage()).projects())
                .containsExactly(first.value().stored().orElseThrow());
    }

    @Test
    void a_refusal_is_returned_again_after_its_cause_has_gone() {
        Project first = create("apollo", "Apollo");
        var token = WriteToken.random("test");
        var wanted = new NewProject(new Slug("apollo"), "Another", null);

        assertThat(repository().create(token, wanted).value()).isEqualTo(ProjectOutcome.of(Kind.SLUG_TAKEN));
        repository().delete(WriteToken.random("test"), byId(first), VersionCondition.any());

        assertThat(repository().create(token, wanted))
                .isEqualTo(new WriteResult<>(ProjectOutcome.of(Kind.SLUG_TAKEN), true));
    }

    @Test
    void a_token_used_for_a_different_write_is_refused() {
        var token = WriteToken.random("test");
        repository().create(token.withFingerprint("one"), new NewProject(new Slug("one"), "One", null));

        assertThatExceptionOfType(TokenReusedException.class).isThrownBy(() -> repository()
                .create(token.withFingerprint("two"), new NewProject(new Slug("two"), "Two", null)));

        assertThat(repository().find(ProjectReference.parse("two"))).isEmpty();
    }

    @Test
    void the_same_key_in_another_scope_is_a_different_token() {
        String key = "key-" + System.identityHashCode(this);
        repository().create(WriteToken.of("one", key), new NewProject(new Slug("one"), "One", null));

        assertThat(repository().create(WriteToken.of("two", key), new NewProject(new Slug("two"), "Two", null)))
                .matches(written -> !written.replayed());
    }

    @Test
    void a_replaced_project_keeps_id_and_creation_time_and_increments_its_version() {
        Project before = create("apollo", "Apollo");

        Project after = replace(
                        before, new NewProject(new Slug("apollo-11"), "Apollo 11", "To the moon"), exactly(before))
                .stored()
                .orElseThrow();

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
        assertThat(after.version()).isEqualTo(1);
        assertThat(after.name()).isEqualTo("Apollo 11");
        assertThat(repository().find(ProjectReference.parse("apollo-11"))).contains(after);
        assertThat(repository().find(ProjectReference.parse("apollo"))).isEmpty();
    }

    @Test
    void a_condition_on_an_older_version_replaces_and_deletes_nothing() {
        Project old = create("apollo", "Apollo");
        Project newest = replace(old, new NewProject(old.slug(), "Changed", null), exactly(old))
                .stored()
                .orElseThrow();

        assertThat(replace(old, new NewProject(old.slug(), "Lost", null), exactly(old)))
                .isEqualTo(ProjectOutcome.of(Kind.OTHER_VERSION));
        assertThat(delete(old, exactly(old))).isEqualTo(ProjectOutcome.of(Kind.OTHER_VERSION));

        assertThat(repository().find(byId(old))).contains(newest);
    }

    @Test
    void a_replacement_with_a_taken_slug_is_refused() {
        Project first = create("first", "First");
        Project second = create("second", "Second");

        assertThat(replace(second, new NewProject(first.slug(), "Second", null), VersionCondition.any()))
                .isEqualTo(ProjectOutcome.of(Kind.SLUG_TAKEN));

        assertThat(repository().find(byId(second))).contains(second);
    }

    @Test
    void a_deleted_project_is_not_found_and_its_slug_is_free() {
        Project project = create("apollo", "Apollo");

        assertThat(delete(project, exactly(project))).isEqualTo(ProjectOutcome.of(Kind.DELETED));

        assertThat(repository().find(byId(project))).isEmpty();
        assertThat(delete(project, VersionCondition.any())).isEqualTo(ProjectOutcome.of(Kind.NOT_FOUND));
        assertThat(replace(project, new NewProject(project.slug(), "x", null), VersionCondition.any()))
                .isEqualTo(ProjectOutcome.of(Kind.NOT_FOUND));
        assertThat(create("apollo", "Again").version()).isZero();
    }

    private ProjectOutcome replace(Project project, NewProject content, VersionCondition condition) {
        return repository()
                .replace(WriteToken.random("test"), byId(project), content, condition)
                .value();
    }

    private ProjectOutcome delete(Project project, VersionCondition condition) {
        return repository()
                .delete(WriteToken.random("test"), byId(project), condition)
                .value();
    }

    private static ProjectReference byId(Project project) {
        return new ProjectReference.ById(project.id());
    }

    private static VersionCondition exactly(Project project) {
        return VersionCondition.oneOf(Set.of(new ProjectVersion(project.id(), project.version())));
    }

    private Project create(String slug, String name) {
        return repository().create(new NewProject(new Slug(slug), name, null));
    }

    private void createAll(String... slugs) {
        for (String slug : slugs) {
            create(slug, "Name");
        }
    }

    private ProjectPage search(String text) {
        return repository().list(new ProjectQuery(ProjectQuery.DEFAULT_LIMIT, null, text));
    }

    private static List<String> slugs(ProjectPage page) {
        return page.projects().stream().map(project -> project.slug().value()).toList();
    }

    private static @Nullable Throwable failure(Future<?> outcome) {
        try {
            outcome.get(1, TimeUnit.MINUTES);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
