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

/** Shows that the checker detects each kind of violation. */
class HistoryCheckTest {
    private static final ProjectId X = id(1);
    private static final ProjectId Y = id(2);

    private final List<WriteRecord> writes = new ArrayList<>();
    private final List<ReadRecord> reads = new ArrayList<>();
    private final List<Project> rows = new ArrayList<>();
    private final Set<String> receipts = new HashSet<>();

    @Test
    void a_history_without_a_flaw_passes() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "t", 30, 40);
        refused(WriteRequest.create("t", "late"), 35, 50, Kind.SLUG_TAKEN);
        refused(WriteRequest.replace(X, 0L, "s", "outdated"), 32, 50, Kind.OTHER_VERSION);
        failed(WriteRequest.create("u", "never"), 10, 20);
        created(Y, "s", 38, 60);
        write(WriteRequest.delete(Y, 0L, "s"), 70, 80, ProjectOutcome.of(Kind.DELETED));
        refused(WriteRequest.replace(Y, 0L, "s", "gone"), 75, 90, Kind.NOT_FOUND);
        record(X, 5, 15, state(X, 0, "s"));
        record("s", 25, 35, null);
        record(X, 35, 45, state(X, 0, "s"));
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

        assertThat(violations()).singleElement().asString().startsWith("the table contains");
    }

    @Test
    void an_unreported_row_is_noticed() {
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("the table contains");
    }

    @Test
    void a_write_that_was_reported_as_failed_but_happened_is_noticed() {
        failed(WriteRequest.create("s", "s by 1-0"), 10, 20);
        rows.add(state(X, 0, "s"));
        receipts.add(writes.get(0).request().key());

        assertThat(violations())
                .anyMatch(one -> one.startsWith("the table contains"))
                .anyMatch(one -> one.startsWith("a receipt of a failed write"));
    }

    @Test
    void a_write_without_a_receipt_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        receipts.clear();

        assertThat(violations()).singleElement().asString().startsWith("no receipt");
    }

    @Test
    void a_deleted_project_that_still_exists_is_noticed() {
        created(X, "s", 10, 20);
        write(WriteRequest.delete(X, null, "s"), 30, 40, ProjectOutcome.of(Kind.DELETED));
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("the table contains");
    }

    @Test
    void two_deletes_and_a_change_after_them_are_noticed() {
        created(X, "s", 10, 20);
        write(WriteRequest.delete(X, null, "s"), 30, 40, ProjectOutcome.of(Kind.DELETED));
        write(WriteRequest.delete(X, null, "s"), 30, 41, ProjectOutcome.of(Kind.DELETED));
        replaced(X, null, "s", 50, 60);

        assertThat(violations())
                .anyMatch(one -> one.startsWith("two deletes"))
                .anyMatch(one -> one.startsWith("written after its deletion"));
    }

    @Test
    void a_delete_of_another_version_than_requested_is_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "s", 30, 40);
        write(WriteRequest.delete(X, 0L, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));

        assertThat(violations()).singleElement().asString().startsWith("deleted in version 1");
    }

    @Test
    void missing_duplicate_and_unordered_versions_are_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 1L, "s", 30, 40);
        rows.add(state(X, 2, "s"));
        assertThat(violations()).singleElement().asString().startsWith("no write of version 1");

        replaced(X, 0L, "s", 50, 60);
        assertThat(violations()).singleElement().asString().startsWith("written in the wrong order");

        write(WriteRequest.replace(X, 0L, "s", "other"), 50, 60, ProjectOutcome.stored(state(X, 1, "s", "other")));
        assertThat(violations()).anyMatch(one -> one.startsWith("two writes of the same version"));
    }

    @Test
    void a_response_that_does_not_fit_its_request_is_noticed() {
        write(WriteRequest.create("s", "mine"), 10, 20, ProjectOutcome.stored(state(X, 0, "s")));
        rows.add(state(X, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("a wrong response");
    }

    @Test
    void a_false_409_is_noticed() {
        created(X, "s", 100, 110);
        write(WriteRequest.delete(X, null, "s"), 200, 210, ProjectOutcome.of(Kind.DELETED));
        refused(WriteRequest.create("s", "too early"), 10, 99, Kind.SLUG_TAKEN);
        refused(WriteRequest.create("s", "too late"), 211, 220, Kind.SLUG_TAKEN);
        refused(WriteRequest.replace(X, 0L, "s", "myself"), 150, 160, Kind.SLUG_TAKEN);

        assertThat(violations()).hasSize(3).allMatch(one -> one.startsWith("a wrong response"));
    }

    @Test
    void a_false_404_is_noticed() {
        created(X, "s", 10, 20);
        refused(WriteRequest.replace(X, 0L, "s", "x"), 30, 40, Kind.NOT_FOUND);
        write(WriteRequest.delete(X, null, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));

        assertThat(violations()).singleElement().asString().startsWith("a wrong response");
    }

    @Test
    void a_false_412_is_noticed() {
        created(X, "s", 10, 20);
        refused(WriteRequest.replace(X, 0L, "s", "x"), 30, 40, Kind.OTHER_VERSION);
        replaced(X, 0L, "s", 50, 60);
        refused(WriteRequest.replace(X, null, "s", "any"), 70, 80, Kind.OTHER_VERSION);
        write(WriteRequest.delete(X, null, "s"), 90, 95, ProjectOutcome.of(Kind.DELETED));
        refused(WriteRequest.delete(X, 0L, "s"), 96, 99, Kind.OTHER_VERSION);

        assertThat(violations()).hasSize(3).allMatch(one -> one.startsWith("a wrong response"));
    }

    @Test
    void two_projects_with_one_slug_are_noticed() {
        created(X, "s", 10, 20);
        created(Y, "s", 30, 40);
        rows.add(state(X, 0, "s"));
        rows.add(state(Y, 0, "s"));

        assertThat(violations()).singleElement().asString().startsWith("two projects with the slug s");
    }

    @Test
    void a_read_of_a_state_that_was_never_written_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        record(X, 30, 40, state(X, 1, "s"));
        record(X, 30, 40, state(X, 0, "s", "another name"));
        record(X, 1, 5, state(X, 0, "s"));

        assertThat(violations())
                .hasSize(3)
                .allMatch(one -> one.startsWith("a read returned a state that was never written"));
    }

    @Test
    void a_read_of_an_outdated_or_deleted_state_is_noticed() {
        created(X, "s", 10, 20);
        replaced(X, 0L, "s", 30, 40);
        write(WriteRequest.delete(X, null, "s"), 50, 60, ProjectOutcome.of(Kind.DELETED));
        record(X, 41, 45, state(X, 0, "s"));
        record(X, 61, 65, state(X, 1, "s"));

        assertThat(violations()).hasSize(2).allMatch(one -> one.startsWith("a read returned an outdated state"));
    }

    @Test
    void a_read_that_misses_an_existing_project_is_noticed() {
        created(X, "s", 10, 20);
        rows.add(state(X, 0, "s"));
        record(X, 30, 40, null);
        record("s", 30, 40, null);

        assertThat(violations()).hasSize(2).allMatch(one -> one.startsWith("a read missed an existing project"));
    }

    private List<String> violations() {
        return new HistoryCheck(writes).violations(reads, new Evidence(rows, receipts));
    }

    private void created(ProjectId id, String slug, long begun, long ended) {
        Project state = state(id, 0, slug);
        write(WriteRequest.create(slug, state.name()), begun, ended, ProjectOutcome.stored(state));
    }

    private void replaced(ProjectId id, Long version, String slug, long begun, long ended) {
        Project state = state(id, version == null ? 1 : version + 1, slug);
        write(WriteRequest.replace(id, version, slug, state.name()), begun, ended, ProjectOutcome.stored(state));
    }

    private void refused(WriteRequest request, long begun, long ended, Kind kind) {
        write(request, begun, ended, ProjectOutcome.of(kind));
    }

    private void write(WriteRequest request, long begun, long ended, ProjectOutcome outcome) {
        writes.add(new WriteRecord(request, begun, ended, outcome));
        receipts.add(request.key());
    }

    private void failed(WriteRequest request, long begun, long ended) {
        writes.add(new WriteRecord(request, begun, ended, null));
    }

    private void record(ProjectId id, long begun, long ended, Project state) {
        reads.add(new ReadRecord(new ProjectReference.ById(id), begun, ended, state));
    }

    private void record(String slug, long begun, long ended, Project state) {
        reads.add(new ReadRecord(new ProjectReference.BySlug(new Slug(slug)), begun, ended, state));
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
