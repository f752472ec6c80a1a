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
    private static final String SEPARATORS = " \t,";
    private static final Pattern TAG = Pattern.compile("(W/)?\"([!#-~\\x80-\\xff]*)\"");

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
        String text = String.join(",", given);
        int begin = afterSeparators(text, 0);
        return isAny(text, begin) ? VersionCondition.any() : VersionCondition.oneOf(versions(text, begin));
    }

    private static boolean isAny(String text, int begin) {
        return text.startsWith(ANY, begin) && afterSeparators(text, begin + ANY.length()) == text.length();
    }

    /** Returns the position after blanks and commas: elements of a list may be empty (RFC 9110, section 5.6.1.2). */
    private static int afterSeparators(String text, int from) {
        int at = from;
        while (at < text.length() && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Returns the versions of the tags. Weak tags and unknown tags never match. */
    private static Set<ProjectVersion> versions(String text, int begin) {
        Set<ProjectVersion> versions = new HashSet<>();
        Matcher tag = TAG.matcher(text);
        int at = begin;
        while (true) {
            if (!tag.region(at, text.length()).lookingAt()) {
                throw malformed();
            }
            if (tag.group(1) == null) {
                ProjectTag.version(tag.group(2)).ifPresent(versions::add);
            }
            at = afterSeparators(text, tag.end());
            if (at == text.length()) {
                return versions;
            }
            if (text.substring(tag.end(), at).indexOf(',') < 0) {
                throw malformed();
            }
        }
    }

    private static InvalidInputException malformed() {
        return new InvalidInputException(HttpHeaders.IF_MATCH, "must be * or a list of quoted entity tags");
    }
}
