package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs what is unusual about a password that the server refused, such as a blank line at the end of its file: once per
 * password, because logins are retried. The password is sent unchanged. Safe for use by several threads.
 */
final class PasswordRemarks {
    private static final System.Logger LOG = System.getLogger(PasswordRemarks.class.getName());
    /** Only this code: class 28 also contains missing roles and rules. */
    private static final String INVALID_PASSWORD = "28P01";

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private volatile String reported = "";

    /** Handles a failed login with a password. */
    void failed(SQLException failure, String user, String password) {
        List<String> oddities = INVALID_PASSWORD.equals(failure.getSQLState()) ? of(password) : List.of();
        String remark = String.join(", ", oddities);
        if (!remark.isEmpty() && !remark.equals(reported)) {
            reported = remark;
            LOG.log(
                    WARNING,
                    "The database refused the login of {0}; the password {1}. It is sent unchanged; check"
                            + " database.password, or the file or variable that it comes from",
                    user,
                    remark);
        }
    }

    /** Returns what is unusual about a password, without revealing it; empty for an ordinary password. */
    static List<String> of(String password) {
        List<String> oddities = new ArrayList<>();
        String text = password;
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            oddities.add("begins with a byte order mark");
            text = text.substring(1);
        }
        int end = text.stripTrailing().length();
        if (text.substring(end).chars().anyMatch(PasswordRemarks::isLineBreak)) {
            oddities.add("ends with a blank line");
        } else if (end < text.length()) {
            oddities.add("ends with a blank");
        }
        if (text.stripLeading().length() < text.length()) {
            oddities.add("begins with a blank or a line break");
        }
        if (text.strip().chars().anyMatch(Character::isISOControl)) {
            oddities.add("has a line break, a tab or another control character in it");
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            oddities.add("has characters that were not UTF-8 or could not be read in this locale");
        }
        return oddities;
    }

    private static boolean isLineBreak(int character) {
        return character == '\n' || character == '\r';
    }
}
