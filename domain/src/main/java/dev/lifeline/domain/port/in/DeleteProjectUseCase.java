package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;

/** Deletes projects, once per token. Safe for use by several threads. */
public interface DeleteProjectUseCase {

    /**
     * Deletes a project, if it exists and the condition holds. If the token was used before, returns the stored outcome
     * of that write. Blocks for a bounded time, including retries.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was changed
     * @throws TransactionInDoubtException if the outcome could not be determined in time; a retry with the same token
     *     returns it
     * @throws TokenReusedException if the token was used for a different write
     * @throws WriteInProgressException if a write with the same token is in progress
     */
    WriteResult<ProjectOutcome> delete(WriteToken token, ProjectReference reference, VersionCondition condition);
}
