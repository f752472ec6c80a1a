package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The time for which a project had a slug. Nobody knows when exactly a write happened between request and answer, so that it
 * has wide bounds, outside of which the project surely did not have the slug, and narrow ones, within which it surely did.
 */
record Tenure(ProjectId id, long possiblyFrom, long surelyFrom, long surelyUntil, long possiblyUntil) {

    /** Whether the project may have had the slug at some time between these two. */
    boolean mayOverlap(long from, long until) {
        return possiblyFrom <= until && possiblyUntil >= from;
    }

    /** Whether the project had it all the time between these two. */
    boolean surelyCovers(long from, long until) {
        return surelyFrom <= from && surelyUntil >= until;
    }

    /** Whether both projects had it at the same time. */
    boolean surelyOverlaps(Tenure other) {
        return Math.max(surelyFrom, other.surelyFrom) < Math.min(surelyUntil, other.surelyUntil);
    }

    /**
     * By slug, in no order.
     *
     * @param states what was written, by project and version
     * @param deletes by project
     */
    static Map<String, List<Tenure>> of(Map<ProjectId, NavigableMap<Long, Told>> states, Map<ProjectId, Told> deletes) {
        Map<String, List<Tenure>> tenures = new TreeMap<>();
        states.forEach((id, versions) -> {
            Told first = null;
            for (Told next : versions.values()) {
                if (first == null) {
                    first = next;
                } else if (!slug(first).equals(slug(next))) {
                    add(tenures, id, first, next.begun(), next.ended());
                    first = next;
                }
            }
            Told delete = deletes.get(id);
            add(
                    tenures,
                    id,
                    first,
                    delete == null ? Long.MAX_VALUE : delete.begun(),
                    delete == null ? Long.MAX_VALUE : delete.ended());
        });
        return tenures;
    }

    private static String slug(Told told) {
        return told.state().map(Project::slug).orElseThrow().value();
    }

    private static void add(
            Map<String, List<Tenure>> tenures, ProjectId id, Told first, long surelyUntil, long possiblyUntil) {
        tenures.computeIfAbsent(slug(first), slug -> new ArrayList<>())
                .add(new Tenure(id, first.begun(), first.ended(), surelyUntil, possiblyUntil));
    }
}
