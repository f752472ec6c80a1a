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

/** Deletes projects, once for each token. Safe for use by several threads. */
public interface DeleteProjectUseCase {

    /**
     * Removes a project, if there is one and the condition holds. With a token that was used before, tells
     * what became of it then.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was changed
     * @throws TransactionInDoubtException if it could not be found out in time whether it happened; asking again with the same
     *     token finds out
     * @throws TokenReusedException if the token was used for something else
     * @throws WriteInProgressException if somebody else is at it, with the same token
     */
    WriteResult<ProjectOutcome> delete(WriteToken token, ProjectReference reference, VersionCondition condition);
}
