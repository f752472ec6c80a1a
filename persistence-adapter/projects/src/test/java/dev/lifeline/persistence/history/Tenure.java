package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Time for which a project had a slug. The exact time of a write between request and response is unknown. The interval
 * therefore has outer bounds, outside which the project certainly did not have the slug, and inner bounds, within
 * which it certainly had it.
 */
record Tenure(ProjectId id, long possiblyFrom, long surelyFrom, long surelyUntil, long possiblyUntil) {

    /** Returns whether the project may have had the slug at some time in the interval. */
    boolean mayOverlap(long from, long until) {
        return possiblyFrom <= until && possiblyUntil >= from;
    }

    /** Returns whether the project certainly had the slug during the whole interval. */
    boolean surelyCovers(long from, long until) {
        return surelyFrom <= from && surelyUntil >= until;
    }

    /** Returns whether both projects certainly had the slug at the same time. */
    boolean surelyOverlaps(Tenure other) {
        return Math.max(surelyFrom, other.surelyFrom) < Math.min(surelyUntil, other.surelyUntil);
    }

    /**
     * Returns the tenures by slug, in no particular order.
     *
     * @param states writes by project and version
     * @param deletes deletes by project
     */
    static Map<String, List<Tenure>> of(
            Map<ProjectId, NavigableMap<Long, WriteRecord>> states, Map<ProjectId, WriteRecord> deletes) {
        Map<String, List<Tenure>> tenures = new TreeMap<>();
        states.forEach((id, versions) -> {
            WriteRecord first = null;
            for (WriteRecord next : versions.values()) {
                if (first == null) {
                    first = next;
                } else if (!slug(first).equals(slug(next))) {
                    add(tenures, id, first, next.begun(), next.ended());
                    first = next;
                }
            }
            WriteRecord delete = deletes.get(id);
            add(
                    tenures,
                    id,
                    first,
                    delete == null ? Long.MAX_VALUE : delete.begun(),
                    delete == null ? Long.MAX_VALUE : delete.ended());
        });
        return tenures;
    }

    private static String slug(WriteRecord write) {
        return write.state().map(Project::slug).orElseThrow().value();
    }

    private static void add(
            Map<String, List<Tenure>> tenures, ProjectId id, WriteRecord first, long surelyUntil, long possiblyUntil) {
        tenures.computeIfAbsent(slug(first), slug -> new ArrayList<>())
                .add(new Tenure(id, first.begun(), first.ended(), surelyUntil, possiblyUntil));
    }
}
