package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.project.VersionCondition.ProjectVersion;
import dev.lifeline.rest.internal.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Precondition of a write to a project (RFC 9110, section 13.1.1). */
final class IfMatch {
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(W/)?\"([!#-~\\x80-\\xff]*)\"");
    private static final Pattern BETWEEN = Pattern.compile("[ \\t]*(,[ \\t]*)+");

    /** Elements of a list may be empty (RFC 9110, section 5.6.1.2). */
    private static final Pattern BEFORE_AND_BEHIND = Pattern.compile("^[ \\t,]+|[ \\t,]+$");

    private IfMatch() {}

    /**
     * Returns the condition. Throws the problem 428 if there is none, because the client might overwrite changes of
     * other clients (RFC 6585, section 3).
     *
     * @throws InvalidInputException if it is neither an asterisk nor a list of tags
     */
    static VersionCondition require(HttpHeaders headers) {
        List<String> given = headers.getRequestHeader(HttpHeaders.IF_MATCH);
        if (given == null || given.isEmpty()) {
            throw Problem.of(Status.PRECONDITION_REQUIRED)
                    .detail("Send the ETag of the version that you mean to change as If-Match, or * for any")
                    .toException();
        }
        String text = BEFORE_AND_BEHIND.matcher(String.join(",", given)).replaceAll("");
        return text.equals(ANY) ? VersionCondition.any() : VersionCondition.oneOf(versions(text));
    }

    /** Returns the versions of the tags. Weak tags and unknown tags never match. */
    private static Set<ProjectVersion> versions(String text) {
        Set<ProjectVersion> versions = new HashSet<>();
        Matcher tag = TAG.matcher(text);
        Matcher between = BETWEEN.matcher(text);
        int at = 0;
        while (true) {
            if (!tag.region(at, text.length()).lookingAt()) {
                throw malformed();
            }
            if (tag.group(1) == null) {
                ProjectTag.version(tag.group(2)).ifPresent(versions::add);
            }
            if (tag.end() == text.length()) {
                return versions;
            }
            if (!between.region(tag.end(), text.length()).lookingAt()) {
                throw malformed();
            }
            at = between.end();
        }
    }

    private static InvalidInputException malformed() {
        return new InvalidInputException(HttpHeaders.IF_MATCH, "must be * or a list of quoted entity tags");
    }
}
