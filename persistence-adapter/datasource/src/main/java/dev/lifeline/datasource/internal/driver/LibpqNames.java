package dev.lifeline.datasource.internal.driver;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameters that libpq or other drivers know and the JDBC driver does not: their translation, or why they are refused.
 * All keys are {@linkplain DriverProperty#plain plain}.
 */
final class LibpqNames {
    private static final String LIFELINE_SETS_IT = "Lifeline sets it itself";
    private static final String KEEPALIVE = "Lifeline sets TCP keepalive itself";
    private static final String NOTHING_LIKE_IT = "the driver has no such parameter, and would ignore it";
    private static final String WRITE_HOST = "write its host, port, database and parameters into the URL";
    private static final String POOL_SIZE = "set pool.max-size instead";

    /** Parameters that the driver knows under another name. */
    private static final Map<String, String> RENAMED =
            Map.of("krbsrvname", "kerberosServerName", "targetsessionattrs", "targetServerType");

    /** Translations of libpq's values, by parameter name in the URL. */
    private static final Map<String, Map<String, String>> VALUES = Map.of(
            "targetsessionattrs",
            Map.of(
                    "any", "any",
                    "read-write", "primary",
                    "primary", "primary",
                    "read-only", "secondary",
                    "standby", "secondary",
                    "prefer-standby", "preferSecondary"),
            "loadbalancehosts",
            Map.of("disable", "false", "random", "true", "false", "false", "true", "true"));

    private static final Map<String, String> REFUSED = Map.ofEntries(
            entry("logintimeout", LIFELINE_SETS_IT),
            entry("connecttimeout", LIFELINE_SETS_IT),
            entry("sockettimeout", LIFELINE_SETS_IT),
            entry("sslresponsetimeout", LIFELINE_SETS_IT),
            entry("hostrecheckseconds", LIFELINE_SETS_IT),
            entry("tcpkeepalive", KEEPALIVE),
            entry("keepalives", KEEPALIVE),
            entry("keepalivesidle", KEEPALIVE),
            entry("keepalivesinterval", KEEPALIVE),
            entry("keepalivescount", KEEPALIVE),
            entry("tcpusertimeout", "Lifeline ends dead connections itself, see watch.quiet-after"),
            entry("user", "give credentials instead"),
            entry("password", "give credentials instead"),
            entry("passfile", "set database.password-file instead"),
            entry("service", WRITE_HOST),
            entry("servicefile", WRITE_HOST),
            entry("hostaddr", "write the address as host"),
            entry("host", WRITE_HOST),
            entry("port", WRITE_HOST),
            entry("dbname", WRITE_HOST),
            entry("pghost", WRITE_HOST),
            entry("pgport", WRITE_HOST),
            entry("pgdbname", WRITE_HOST),
            entry("requiressl", "set sslmode=require instead"),
            entry("fallbackapplicationname", "set application_name instead"),
            entry("schema", "set currentSchema for all tables, or database.schema for those of Lifeline"),
            entry("connectionlimit", POOL_SIZE),
            entry("poolsize", POOL_SIZE),
            entry("pooltimeout", "set pool.acquire-timeout instead"),
            entry("pgbouncer", "Lifeline recognises a pooler itself"),
            entry("sslcrl", NOTHING_LIKE_IT),
            entry("sslcrldir", NOTHING_LIKE_IT),
            entry("sslcompression", NOTHING_LIKE_IT),
            entry("sslsni", NOTHING_LIKE_IT),
            entry("sslcertmode", NOTHING_LIKE_IT),
            entry("sslminprotocolversion", NOTHING_LIKE_IT),
            entry("sslmaxprotocolversion", NOTHING_LIKE_IT),
            entry("sslkeylogfile", NOTHING_LIKE_IT),
            entry("minprotocolversion", NOTHING_LIKE_IT),
            entry("maxprotocolversion", NOTHING_LIKE_IT),
            entry("requirepeer", NOTHING_LIKE_IT),
            entry("gssdelegation", NOTHING_LIKE_IT),
            entry("scramclientkey", NOTHING_LIKE_IT),
            entry("scramserverkey", NOTHING_LIKE_IT));

    private LibpqNames() {}

    /** Returns why the parameter is refused and what to write instead; empty if it is not refused. */
    static Optional<String> refusal(String plainName) {
        return Optional.ofNullable(REFUSED.get(plainName));
    }

    /** Returns the driver's name of the parameter. */
    static String renamed(String plainName) {
        return RENAMED.getOrDefault(plainName, plainName);
    }

    /** Returns the translations of the parameter's values; empty if they need none. */
    static Optional<Map<String, String>> values(String plainName) {
        return Optional.ofNullable(VALUES.get(plainName));
    }

    static Collection<String> names() {
        return Stream.concat(RENAMED.keySet().stream(), REFUSED.keySet().stream())
                .toList();
    }
}
