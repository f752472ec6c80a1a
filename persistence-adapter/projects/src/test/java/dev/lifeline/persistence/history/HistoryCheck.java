package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks that responses are consistent with each other and with the final content of the database. Confined to one
 * thread.
 */
final class HistoryCheck {
    private final Collection<WriteRecord> writes;
    private final Map<ProjectId, NavigableMap<Long, WriteRecord>> states = new HashMap<>();
    private final Map<ProjectId, WriteRecord> deletes = new HashMap<>();
    private final Map<String, List<Tenure>> tenures;
    private final List<String> found = new ArrayList<>();

    HistoryCheck(Collection<WriteRecord> writes) {
        this.writes = writes;
        writes.forEach(this::sort);
        this.tenures = Tenure.of(states, deletes);
    }

    private void sort(WriteRecord write) {
        write.state().ifPresent(state -> {
            WriteRecord other =
                    states.computeIfAbsent(state.id(), id -> new TreeMap<>()).put(state.version(), write);
            if (other != null) {
                found.add("two writes of the same version: " + other + " and " + write);
            }
        });
        if (write.is(Kind.DELETED)) {
            WriteRecord other = deletes.put(write.request().id(), write);
            if (other != null) {
                found.add("two deletes of the same project: " + other + " and " + write);
            }
        }
    }

    /** Returns all violations, in words; empty if there are none. */
    List<String> violations(Collection<ReadRecord> reads, Evidence evidence) {
        writes.forEach(this::checkAnswer);
        states.forEach(this::checkVersions);
        tenures.forEach(this::checkTenures);
        reads.forEach(this::checkRead);
        checkRows(evidence.projects());
        writes.forEach(write ->
                checkReceipt(write, evidence.receipts().contains(write.request().key())));
        return found;
    }

    /**
     * Checks that a response fits its request, and that the reason for a refusal held at some time between request and
     * response.
     */
    private void checkAnswer(WriteRecord write) {
        if (write.outcome() == null) {
            return;
        }
        boolean fits =
                switch (write.outcome().kind()) {
                    case STORED -> isAsRequested(write.request(), write.state().orElseThrow());
                    case DELETED -> write.request().kind() == WriteRequest.Kind.DELETE;
                    case SLUG_TAKEN -> isTakenByAnother(write);
                    case NOT_FOUND ->
                        deletes.containsKey(write.request().id())
                                && deletes.get(write.request().id()).begun() <= write.ended();
                    case OTHER_VERSION -> isInOtherVersion(write);
                };
        if (!fits) {
            found.add("a wrong response: " + write);
        }
    }

    private static boolean isAsRequested(WriteRequest request, Project state) {
        long before = request.version() == null ? state.version() - 1 : request.version();
        boolean right = request.kind() == WriteRequest.Kind.CREATE
                ? state.version() == 0
                : state.id().equals(request.id()) && state.version() == before + 1 && state.version() > 0;
        return right
                && state.name().equals(request.name())
                && state.slug().value().equals(request.slug());
    }

    private boolean isTakenByAnother(WriteRecord write) {
        return tenures.getOrDefault(write.request().slug(), List.of()).stream()
                .anyMatch(tenure ->
                        !tenure.id().equals(write.request().id()) && tenure.mayOverlap(write.begun(), write.ended()));
    }

    private boolean isInOtherVersion(WriteRecord write) {
        WriteRecord delete = deletes.get(write.request().id());
        if (write.request().version() == null || (delete != null && delete.ended() < write.begun())) {
            return false;
        }
        return version(write.request().id(), write.request().version() + 1)
                .filter(next -> next.begun() <= write.ended())
                .isPresent();
    }

    private Optional<WriteRecord> version(ProjectId id, long version) {
        return Optional.ofNullable(states.get(id)).map(versions -> versions.get(version));
    }

    /** Checks that versions increase by one and end when the project is deleted. */
    private void checkVersions(ProjectId id, NavigableMap<Long, WriteRecord> versions) {
        long next = 0;
        WriteRecord last = null;
        for (Map.Entry<Long, WriteRecord> one : versions.entrySet()) {
            if (one.getKey() != next) {
                found.add("no write of version " + next + " of " + id + ", but a write of " + one.getValue());
                return;
            }
            if (last != null && one.getValue().ended() < last.begun()) {
                found.add("written in the wrong order: " + one.getValue() + " and " + last);
            }
            last = one.getValue();
            next++;
        }
        WriteRecord delete = deletes.get(id);
        if (delete == null || last == null) {
            return;
        }
        if (delete.ended() < last.begun()) {
            found.add("written after its deletion: " + last);
        }
        Long wanted = delete.request().version();
        if (wanted != null && wanted != next - 1) {
            found.add("deleted in version " + (next - 1) + ": " + delete);
        }
    }

    /** Checks that no two projects have a slug at the same time. */
    private void checkTenures(String slug, List<Tenure> turns) {
        List<Tenure> inOrder = turns.stream()
                .sorted((one, other) -> Long.compare(one.surelyFrom(), other.surelyFrom()))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i - 1).surelyOverlaps(inOrder.get(i))) {
                found.add("two projects with the slug " + slug + ": " + inOrder.get(i - 1) + " and " + inOrder.get(i));
            }
        }
    }

    private void checkRead(ReadRecord read) {
        Project state = read.state();
        if (state == null) {
            boolean there = read.reference()
                    .fold(
                            id -> !deletes.containsKey(id) || deletes.get(id).begun() > read.ended(),
                            slug -> tenures.getOrDefault(slug.value(), List.of()).stream()
                                    .anyMatch(tenure -> tenure.surelyCovers(read.begun(), read.ended())));
            if (there) {
                found.add("a read missed an existing project: " + read);
            }
            return;
        }
        boolean written = version(state.id(), state.version())
                .filter(write -> write.state().filter(state::equals).isPresent() && write.begun() <= read.ended())
                .isPresent();
        if (!written) {
            found.add("a read returned a state that was never written: " + read);
        }
        boolean old = version(state.id(), state.version() + 1)
                .or(() -> Optional.ofNullable(deletes.get(state.id())))
                .filter(next -> next.ended() < read.begun())
                .isPresent();
        if (old) {
            found.add("a read returned an outdated state: " + read);
        }
    }

    private void checkRows(List<Project> rows) {
        Set<ProjectId> present = new HashSet<>();
        for (Project row : rows) {
            Optional<Project> expected = Optional.ofNullable(states.get(row.id()))
                    .filter(versions -> !deletes.containsKey(row.id()))
                    .flatMap(versions -> versions.lastEntry().getValue().state());
            if (!present.add(row.id()) || expected.filter(row::equals).isEmpty()) {
                found.add("the table contains " + row + ", but should contain " + expected);
            }
        }
        states.keySet().stream()
                .filter(id -> !present.contains(id) && !deletes.containsKey(id))
                .forEach(id -> found.add("lost: " + states.get(id).lastEntry().getValue()));
    }

    /** Checks that a write has a receipt if, and only if, it had an outcome. */
    private void checkReceipt(WriteRecord write, boolean present) {
        if (present != (write.outcome() != null)) {
            found.add((present ? "a receipt of a failed write: " : "no receipt of ") + write);
        }
    }
}
