package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import org.jspecify.annotations.Nullable;

/**
 * A completed read.
 *
 * @param begun time of the request, in nanoseconds
 * @param ended time of the response, in nanoseconds
 * @param state null if there was no such project
 */
public record ReadRecord(ProjectReference reference, long begun, long ended, @Nullable Project state) {}
