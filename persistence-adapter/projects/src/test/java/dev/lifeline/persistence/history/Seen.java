package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import org.jspecify.annotations.Nullable;

/**
 * What a read showed.
 *
 * @param begun when it was asked for, in nanoseconds
 * @param ended when the answer came
 * @param state null if there was no such project
 */
public record Seen(ProjectReference reference, long begun, long ended, @Nullable Project state) {}
