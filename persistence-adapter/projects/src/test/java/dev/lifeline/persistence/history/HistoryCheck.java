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

/** Holds what callers were told against itself, and against what the database has in the end. Confined to one thread. */
final class HistoryCheck {
    private final Collection<Told> writes;
    private final Map<ProjectId, NavigableMap<Long, Told>> states = new HashMap<>();
    private final Map<ProjectId, Told> deletes = new HashMap<>();
    private final Map<String, List<Tenure>> tenures;
    private final List<String> found = new ArrayList<>();

    HistoryCheck(Collection<Told> writes) {
        this.writes = writes;
        writes.forEach(this::sort);
        this.tenures = Tenure.of(states, deletes);
    }

    private void sort(Told told) {
        told.state().ifPresent(state -> {
            Told other =
                    states.computeIfAbsent(state.id(), id -> new TreeMap<>()).put(state.version(), told);
            if (other != null) {
                found.add("two wrote the same version: " + other + " and " + told);
            }
        });
        if (told.is(Kind.DELETED)) {
            Told other = deletes.put(told.asked().id(), told);
            if (other != null) {
                found.add("two deleted the same project: " + other + " and " + told);
            }
        }
    }

    /** What is wrong, in words; nothing if all is well. */
    List<String> violations(Collection<Seen> reads, Evidence evidence) {
        writes.forEach(this::checkAnswer);
        states.forEach(this::checkLife);
        tenures.forEach(this::checkTurns);
        reads.forEach(this::checkRead);
        checkRows(evidence.projects());
        writes.forEach(told ->
                checkReceipt(told, evidence.receipts().contains(told.asked().key())));
        return found;
    }

    /** An answer must fit the request, and a refusal must be true at some time between request and answer. */
    private void checkAnswer(Told told) {
        if (told.outcome() == null) {
            return;
        }
        boolean fits =
                switch (told.outcome().kind()) {
                    case STORED -> isAsAsked(told.asked(), told.state().orElseThrow());
                    case DELETED -> told.asked().kind() == Asked.Kind.DELETE;
                    case SLUG_TAKEN -> isTakenByAnother(told);
                    case NOT_FOUND ->
                        deletes.containsKey(told.asked().id())
                                && deletes.get(told.asked().id()).begun() <= told.ended();
                    case OTHER_VERSION -> isInOtherVersion(told);
                };
        if (!fits) {
            found.add("a false answer: " + told);
        }
    }

    private static boolean isAsAsked(Asked asked, Project state) {
        long before = asked.version() == null ? state.version() - 1 : asked.version();
        boolean right = asked.kind() == Asked.Kind.CREATE
                ? state.version() == 0
                : state.id().equals(asked.id()) && state.version() == before + 1 && state.version() > 0;
        return right
                && state.name().equals(asked.name())
                && state.slug().value().equals(asked.slug());
    }

    private boolean isTakenByAnother(Told told) {
        return tenures.getOrDefault(told.asked().slug(), List.of()).stream()
                .anyMatch(tenure ->
                        !tenure.id().equals(told.asked().id()) && tenure.mayOverlap(told.begun(), told.ended()));
    }

    private boolean isInOtherVersion(Told told) {
        Told delete = deletes.get(told.asked().id());
        if (told.asked().version() == null || (delete != null && delete.ended() < told.begun())) {
            return false;
        }
        return version(told.asked().id(), told.asked().version() + 1)
                .filter(next -> next.begun() <= told.ended())
                .isPresent();
    }

    private Optional<Told> version(ProjectId id, long version) {
        return Optional.ofNullable(states.get(id)).map(versions -> versions.get(version));
    }

    /** Versions grow by one, and end when the project is deleted. */
    private void checkLife(ProjectId id, NavigableMap<Long, Told> versions) {
        long next = 0;
        Told last = null;
        for (Map.Entry<Long, Told> one : versions.entrySet()) {
            if (one.getKey() != next) {
                found.add("nobody wrote version " + next + " of " + id + ", but somebody wrote " + one.getValue());
                return;
            }
            if (last != null && one.getValue().ended() < last.begun()) {
                found.add("written in the wrong order: " + one.getValue() + " and " + last);
            }
            last = one.getValue();
            next++;
        }
        Told delete = deletes.get(id);
        if (delete == null || last == null) {
            return;
        }
        if (delete.ended() < last.begun()) {
            found.add("written after it was deleted: " + last);
        }
        Long wanted = delete.asked().version();
        if (wanted != null && wanted != next - 1) {
            found.add("deleted in version " + (next - 1) + ": " + delete);
        }
    }

    /** No two projects have a slug at the same time. */
    private void checkTurns(String slug, List<Tenure> turns) {
        List<Tenure> inOrder = turns.stream()
                .sorted((one, other) -> Long.compare(one.surelyFrom(), other.surelyFrom()))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i - 1).surelyOverlaps(inOrder.get(i))) {
                found.add("two had the slug " + slug + ": " + inOrder.get(i - 1) + " and " + inOrder.get(i));
            }
        }
    }

    private void checkRead(Seen seen) {
        Project state = seen.state();
        if (state == null) {
            boolean there = seen.reference()
                    .fold(
                            id -> !deletes.containsKey(id) || deletes.get(id).begun() > seen.ended(),
                            slug -> tenures.getOrDefault(slug.value(), List.of()).stream()
                                    .anyMatch(tenure -> tenure.surelyCovers(seen.begun(), seen.ended())));
            if (there) {
                found.add("a read did not show what was there: " + seen);
            }
            return;
        }
        boolean written = version(state.id(), state.version())
                .filter(told -> told.state().filter(state::equals).isPresent() && told.begun() <= seen.ended())
                .isPresent();
        if (!written) {
            found.add("a read showed what nobody wrote: " + seen);
        }
        boolean old = version(state.id(), state.version() + 1)
                .or(() -> Optional.ofNullable(deletes.get(state.id())))
                .filter(next -> next.ended() < seen.begun())
                .isPresent();
        if (old) {
            found.add("a read showed what was there no more: " + seen);
        }
    }

    private void checkRows(List<Project> rows) {
        Set<ProjectId> present = new HashSet<>();
        for (Project row : rows) {
            Optional<Project> expected = Optional.ofNullable(states.get(row.id()))
                    .filter(versions -> !deletes.containsKey(row.id()))
                    .flatMap(versions -> versions.lastEntry().getValue().state());
            if (!present.add(row.id()) || expected.filter(row::equals).isEmpty()) {
                found.add("there is " + row + ", but there should be " + expected);
            }
        }
        states.keySet().stream()
                .filter(id -> !present.contains(id) && !deletes.containsKey(id))
                .forEach(id -> found.add("lost: " + states.get(id).lastEntry().getValue()));
    }

    /** A write can be found out by its token if, and only if, there was an answer. */
    private void checkReceipt(Told told, boolean present) {
        if (present != (told.outcome() != null)) {
            found.add((present ? "a receipt of a write that was told as failed: " : "no receipt of ") + told);
        }
    }
}
