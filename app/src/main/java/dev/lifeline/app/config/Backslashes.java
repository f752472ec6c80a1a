package dev.lifeline.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds backslashes in a settings file that Java would drop silently: {@code pass\word} means {@code password} there.
 * Backslashes must be doubled.
 */
final class Backslashes {
    /** Excludes the escapes that Java defines, and the end of a continued line. */
    private static final Pattern LOST = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\(?![\\\\:=#! tnrfu]|$)");

    private static final Pattern COMMENT = Pattern.compile("\\s*[#!].*");
    private static final Pattern CONTINUED = Pattern.compile("(?:.*[^\\\\])?\\\\(?:\\\\\\\\)*");

    private Backslashes() {}

    /** Adds a problem for each such line of one of Lifeline's settings. */
    static void check(String fileName, String text, Problems problems) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        boolean isOurs = false;
        boolean isContinued = false;
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            boolean isComment = !isContinued && COMMENT.matcher(line).matches();
            isOurs = isContinued ? isOurs : line.stripLeading().startsWith(Setting.PREFIX);
            isContinued = !isComment && CONTINUED.matcher(line).matches();
            if (isOurs && !isComment && LOST.matcher(line).find()) {
                problems.add("the settings file " + fileName + " has a single backslash in line " + (index + 1)
                        + ": write two for one");
            }
        }
    }
}
