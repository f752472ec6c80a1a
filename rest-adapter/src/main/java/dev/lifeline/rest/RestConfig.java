package dev.lifeline.rest;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.status.DatabaseKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the REST adapter.
 *
 * @param adminToken what callers must send as bearer token to force a reconnect, or null if there is no such token
 * @param loopbackOnly whether the server listens on a loopback address only; then a reconnect needs no token, if none is set,
 *     but web pages from elsewhere may not force it
 * @param readinessIncludesDatabase whether the service is unready while the database is not serving. Without, it stays ready
 *     and answers 503 with {@code Retry-After} by itself.
 * @param maxBodyBytes the largest request body that is read
 * @param database where the service keeps its data; the probes name an embedded database
 */
public record RestConfig(
        @Nullable String adminToken,
        boolean loopbackOnly,
        boolean readinessIncludesDatabase,
        int maxBodyBytes,
        DatabaseKind database) {

    private static final int DEFAULT_MAX_BODY_BYTES = 65_536;
    private static final int LEAST_MAX_BODY_BYTES = 1_024;
    private static final int LARGEST_MAX_BODY_BYTES = 16 * 1_024 * 1_024;

    /** The characters of a bearer token (RFC 6750, section 2.1): another one could never be sent. */
    private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /**
     * @throws InvalidSettingsException if the token has other characters than a bearer token may have, or the size is not from
     *     1 KiB to 16 MiB
     */
    public RestConfig {
        requireNonNull(database, "database");
        new SettingChecks()
                .require(
                        adminToken == null || BEARER_TOKEN.matcher(adminToken).matches(),
                        "admin.token must consist of letters, digits and any of ._~+/- with = only at its end,"
                                + " but is something else (not shown)")
                .between("http.max-body-bytes", maxBodyBytes, LEAST_MAX_BODY_BYTES, LARGEST_MAX_BODY_BYTES)
                .verify();
    }

    /** Settings for a configured database. */
    public RestConfig(
            @Nullable String adminToken, boolean loopbackOnly, boolean readinessIncludesDatabase, int maxBodyBytes) {
        this(adminToken, loopbackOnly, readinessIncludesDatabase, maxBodyBytes, DatabaseKind.CONFIGURED);
    }

    /** No token and no trust in the listening address: nobody can force a reconnect. Bodies have at most 64 KiB. */
    public static RestConfig defaults() {
        return new RestConfig(null, false, false, DEFAULT_MAX_BODY_BYTES);
    }

    @Override
    public String toString() {
        return "RestConfig[adminToken=" + (adminToken == null ? "none" : "(hidden)") + ", loopbackOnly=" + loopbackOnly
                + ", readinessIncludesDatabase=" + readinessIncludesDatabase + ", maxBodyBytes=" + maxBodyBytes + "]";
    }
}
