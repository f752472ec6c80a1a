package dev.lifeline.datasource.internal.replay;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions that users created. A statement that only reads by its text may write through such a function. */
final class UserFunctions {
    /**
     * A name before a parenthesis, with or without quotes. Quoted texts may contain further matches, which are
     * harmless.
     */
    private static final Pattern CALL =
            Pattern.compile("(?<![\\p{L}\\p{N}_$])([\\p{L}_][\\p{L}\\p{N}_$]*+)\"?\\s*+\\(");

    /** Object ids below this number belong to what initdb creates. */
    private static final String QUESTION =
            "select exists (select from pg_proc where oid >= 16384 and provolatile = 'v' and lower(proname) = any(?))";

    private UserFunctions() {}

    /** Returns whether the step's text calls a volatile function that a user has created in this database. */
    static boolean areCalledBy(Step step, Connection connection) throws SQLException {
        Set<String> names = namesIn(step.sql());
        if (names.isEmpty()) {
            return false;
        }
        Array array = connection.createArrayOf("text", names.toArray());
        try (PreparedStatement statement = connection.prepareStatement(QUESTION)) {
            statement.setArray(1, array);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Returns the names in lower case; takes time linear in the length of the text. */
    static Set<String> namesIn(String sql) {
        Set<String> names = new LinkedHashSet<>();
        Matcher calls = CALL.matcher(sql);
        while (calls.find()) {
            names.add(calls.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
