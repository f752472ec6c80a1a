package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A checker that cannot fail proves nothing. */
class HistoryCheckTest {
    private static final ProjectId X = id(1);
    private static final ProjectId Y = id(2);

    private final List<Told> writes = new ArrayList<>();
    private final List<Seen> reads = new ArrayList<>();
    private final List<Project> rows = new ArrayList<>();
    private final Set<String> receipts = new HashSet<>();

    @Test
    void a_history_without_a_flaw_passes() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "t", 30, 40);
        refused(Asked.create("t", "late"), 35, 50, Kind.SLUG_TAKEN);
        refused(Asked.replace(X, 0L, "s", "outdated"), 32, 50, Kind.OTHER_VERSION);
        failed(Asked.create("u", "never"), 10, 20);
        created(Y, "s", 38, 60);
        told(Asked.delete(Y, 0L, "s"), 70, 80, ProjectOutcome.of(Kind.DELETED));
        refused(Asked.replace(Y, 0L, "s", "gone"), 75, 90, Kind.NOT_FOUND);
        saw(X, 5, 15, state(X, 0, "s"));
        saw("s", 25, 35, null);
        saw(X, 35, 45, state(X, 0, "s"));
        rows.add(state(X, 1, "t"));

        assertThat(violations()).isEmpty();
    }

    @Test
    void a_lost_write_is_noticed() {
        created(X, "s", 10, 20);

        assertThat(violations()).singleElement().asString().startsWith("lost");
    }

    @Test
    void a_lost_change_is_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "t", 30, 40);
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("there is");
    }

    @Test
    void a_row_that_nobody_was_told_of_is_noticed() {
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("there is");
    }

    @Test
    void a_failed_write_that_happened_is_noticed() {
        failed(Asked.create("s", "s by 1-0"), 10, 20);
        rows.add(state(X, 0, "s"));
        receipts.add(writes.get(0).asked().key());

        assertThat(violations())
                .anyMatch(one -> one.startsWith("there is"))
                .anyMatch(one -> one.startsWith("a receipt of a write that was told as failed"));
    }

    @Test
    void a_write_that_cannot_be_found_out_by_its_token_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        receipts.clear();

        assertThat(violations()).singleElement().asString().startsWith("no receipt");
    }

    @Test
    void a_deleted_project_that_is_still_there_is_noticed() {
        created(X, "s", 10, 20);
        told(Asked.delete(X, null, "s"), 30, 40, ProjectOutcome.of(Kind.DELETED));
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("there is");
    }

    @Test
    void two_deletes_and_a_change_after_them_are_noticed() {
        created(X, "s", 10, 20);
        told(Asked.delete(X, null, "s"), 30, 40, ProjectOutcome.of(Kind.DELETED));
        told(Asked.delete(X, null, "s"), 30, 41, ProjectOutcome.of(Kind.DELETED));
        replaced(X, null, "s", 50, 60);

        assertThat(violations())
                .anyMatch(one -> one.startsWith("two deleted"))
                .anyMatch(one -> one.startsWith("written after it was deleted"));
    }

    @Test
    void a_delete_of_another_version_than_asked_is_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "s", 30, 40);
        told(Asked.delete(X, 0L, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));

        assertThat(violations()).singleElement().asString().startsWith("deleted in version 1");
    }

    @Test
    void versions_that_are_missing_doubled_or_in_the_wrong_order_are_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 1L, "s", 30, 40);
        rows.add(state(X, 2, "s"));
        assertThat(violations()).singleElement().asString().startsWith("nobody wrote version 1");

        replaced(X, 0L, "s", 50, 60);
        assertThat(violations()).singleElement().asString().startsWith("written in the wrong order");

        told(Asked.replace(X, 0L, "s", "other"), 50, 60, ProjectOutcome.stored(state(X, 1, "s", "other")));
        assertThat(violations()).anyMatch(one -> one.startsWith("two wrote the same version"));
    }

    @Test
    void an_answer_that_does_not_fit_what_was_asked_is_noticed() {
        told(Asked.create("s", "mine"), 10, 20, ProjectOutcome.stored(state(X, 0, "s")));
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("a false answer");
    }

    @Test
    void a_false_409_is_noticed() {
        created(X, "s", 100, 110);
        told(Asked.delete(X, null, "s"), 200, 210, ProjectOutcome.of(Kind.DELETED));
        refused(Asked.create("s", "too early"), 10, 99, Kind.SLUG_TAKEN);
        refused(Asked.create("s", "too late"), 211, 220, Kind.SLUG_TAKEN);
        refused(Asked.replace(X, 0L, "s", "myself"), 150, 160, Kind.SLUG_TAKEN);

        assertThat(violations()).hasSize(3).allMatch(one -> one.startsWith("a false answer"));
    }

    @Test
    void a_false_404_is_noticed() {
        created(X, "s", 10, 20);
        refused(Asked.replace(X, 0L, "s", "x"), 30, 40, Kind.NOT_FOUND);
        told(Asked.delete(X, null, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));

        assertThat(violations()).singleElement().asString().startsWith("a false answer");
    }

    @Test
    void a_false_412_is_noticed() {
        created(X, "s", 10, 20);
        refused(Asked.replace(X, 0L, "s", "x"), 30, 40, Kind.OTHER_VERSION);
        replaced(X, 0L, "s", 50, 60);
        refused(Asked.replace(X, null, "s", "any"), 70, 80, Kind.OTHER_VERSION);
        told(Asked.delete(X, null, "s"), 90, 95, ProjectOutcome.of(Kind.DELETED));
        refused(Asked.delete(X, 0L, "s"), 96, 99, Kind.OTHER_VERSION);

        assertThat(violations()).hasSize(3).allMatch(one -> one.startsWith("a false answer"));
    }

    @Test
    void two_projects_with_one_slug_are_noticed() {
        created(X, "s", 10, 20);
        created(Y, "s", 30, 40);
        rows.add(state(X, 0, "s"));
        rows.add(state(Y, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("two had the slug s");
    }

    @Test
    void a_read_of_what_nobody_wrote_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        saw(X, 30, 40, state(X, 1, "s"));
        saw(X, 30, 40, state(X, 0, "s", "another name"));
        saw(X, 1, 5, state(X, 0, "s"));

        assertThat(violations()).hasSize(3).allMatch(one -> one.startsWith("a read showed what nobody wrote"));
    }

    @Test
    void a_read_of_an_old_or_deleted_state_is_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "s", 30, 40);
        told(Asked.delete(X, null, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));
        saw(X, 41, 45, state(X, 0, "s"));
        saw(X, 61, 65, state(X, 1, "s"));

        assertThat(violations()).hasSize(2).allMatch(one -> one.startsWith("a read showed what was there no more"));
    }

    @Test
    void a_read_that_misses_what_is_there_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        saw(X, 30, 40, null);
        saw("s", 30, 40, null);

        assertThat(violations()).hasSize(2).allMatch(one -> one.startsWith("a read did not show what was there"));
    }

    private List<String> violations() {
        return new HistoryCheck(writes).violations(reads, new Evidence(rows, receipts));
    }

    private void created(ProjectId id, String slug, long begun, long ended) {
        Project state = state(id, 0, slug);
        told(Asked.create(slug, state.name()), begun, ended, ProjectOutcome.stored(state));
    }

    private void replaced(ProjectId id, Long version, String slug, long begun, long ended) {
        Project state = state(id, version == null ? 1 : version + 1, slug);
        told(Asked.replace(id, version, slug, state.name()), begun, ended, ProjectOutcome.stored(state));
    }

    private void refused(Asked asked, long begun, long ended, Kind kind) {
        told(asked, begun, ended, ProjectOutcome.of(kind));
    }

    private void told(Asked asked, long begun, long ended, ProjectOutcome outcome) {
        writes.add(new Told(asked, begun, ended, outcome));
        receipts.add(asked.key());
    }

    private void failed(Asked asked, long begun, long ended) {
        writes.add(new Told(asked, begun, ended, null));
    }

    private void saw(ProjectId id, long begun, long ended, Project state) {
        reads.add(new Seen(new ProjectReference.ById(id), begun, ended, state));
    }

    private void saw(String slug, long begun, long ended, Project state) {
        reads.add(new Seen(new ProjectReference.BySlug(new Slug(slug)), begun, ended, state));
    }

    private static Project state(ProjectId id, long version, String slug) {
        return state(id, version, slug, slug + " by " + id.value().getLeastSignificantBits() + "-" + version);
    }

    private static Project state(ProjectId id, long version, String slug, String name) {
        return new Project(id, new Slug(slug), name, null, Instant.EPOCH, Instant.EPOCH, version);
    }

    private static ProjectId id(long number) {
        return new ProjectId(new UUID(0, number));
    }
}
