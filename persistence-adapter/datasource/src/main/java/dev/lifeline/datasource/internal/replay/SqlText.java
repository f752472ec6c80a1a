package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.LocalSetting;
import dev.lifeline.datasource.internal.jdbc.SqlComments;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokenizer of a SQL text, which skips quoted text and comments. Confined to one thread. */
final class SqlText {
    private static final Pattern SEQUENCE_OF_SESSION =
            Pattern.compile("\\b(?:curr|last)val\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern LONE_NEXTVAL = Pattern.compile(
            "\\s*select\\s+(pg_catalog\\.)?nextval\\s*\\(\\s*'([^']*)'(::regclass)?\\s*\\)"
                    + "(\\s+(as\\s+)?\\w+)?\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern READ_ONLY = Pattern.compile(
            "\\bread\\s+only\\b|read_only\\b(?!'?\\s*(?:=|to|,)\\s*'?(?:off|false|no|0))", Pattern.CASE_INSENSITIVE);

    private final String sql;
    private int position;

    SqlText(String sql) {
        this.sql = sql;
    }

    static boolean isLoneNextval(String sql) {
        return LONE_NEXTVAL.matcher(sql).matches();
    }

    /** Returns the name of the sequence of a single {@code select nextval}. */
    static String sequenceOf(String sql) {
        Matcher matcher = LONE_NEXTVAL.matcher(sql);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a single select nextval");
        }
        return matcher.group(2);
    }

    /** Returns whether the text seems to make a transaction or the session read-only. */
    static boolean mentionsReadOnly(String sql) {
        return READ_ONLY.matcher(sql).find();
    }

    /** Returns whether a statement of the text calls {@code currval} or {@code lastval}. */
    static boolean readsSequenceOfSession(String sql) {
        if (!SEQUENCE_OF_SESSION.matcher(sql).find()) {
            return false;
        }
        SqlText text = new SqlText(sql);
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            if ((word.equals("currval") || word.equals("lastval")) && text.isCall()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the next word in lower case; empty at the end of the text. */
    String nextWord() {
        while (position < sql.length()) {
            char c = sql.charAt(position);
            if (Character.isLetter(c) || c == '_') {
                return word();
            }
            position = afterToken(sql, position);
        }
        return "";
    }

    private String word() {
        int start = position;
        while (position < sql.length() && isWordPart(sql.charAt(position))) {
            position++;
        }
        return sql.substring(start, position).toLowerCase(Locale.ROOT);
    }

    /** Returns whether the word that was returned last is followed by an opening parenthesis. */
    boolean isCall() {
        int at = position;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        return at < sql.length() && sql.charAt(at) == '(';
    }

    /** Returns whether the word that was returned last is called with arguments that set a value until COMMIT. */
    boolean isLocalSetting() {
        return LocalSetting.isAt(sql, position);
    }

    static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Returns the position of the semicolon that ends the statement at the given position, or the end of the text. */
    static int endOfStatement(String sql, int from) {
        int at = from;
        while (at < sql.length() && sql.charAt(at) != ';') {
            at = afterToken(sql, at);
        }
        return Math.min(at, sql.length());
    }

    /** Returns the position after the token at the given position: a quoted text, a comment, or one character. */
    static int afterToken(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            return afterQuoted(sql, at, c);
        }
        int behind = SqlComments.after(sql, at);
        if (behind > at) {
            return behind;
        }
        return c == '$' ? afterDollarQuoted(sql, at) : at + 1;
    }

    private static int afterQuoted(String sql, int at, char quote) {
        boolean escapes = quote == '\'' && isEscapePrefix(sql, at - 1);
        for (int i = at + 1; i < sql.length(); i++) {
            if (escapes && sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static boolean isEscapePrefix(String sql, int at) {
        return at >= 0
                && (sql.charAt(at) == 'E' || sql.charAt(at) == 'e')
                && (at == 0 || !isWordPart(sql.charAt(at - 1)));
    }

    private static int afterDollarQuoted(String sql, int at) {
        int end = at + 1;
        while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean quoted = end < sql.length()
                && sql.charAt(end) == '$'
                && (end == at + 1 || !Character.isDigit(sql.charAt(at + 1)));
        return quoted ? after(sql, sql.substring(at, end + 1), end) : at + 1;
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }
}
