package dev.lifeline.rest;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.rest.access.AdminRule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the REST adapter.
 *
 * @param adminRule rule that decides which clients may force a reconnect; the next two settings apply only to {@link
 *     AdminRule#ADAPTER}
 * @param adminToken bearer token of at least 32 characters that clients must send to force a reconnect, or null for
 *     none
 * @param loopbackOnly whether the server listens on a loopback address only; then a reconnect without a token is
 *     allowed if none is set, except to web pages from other origins
 * @param readinessIncludesDatabase whether the service is unready during an outage. Otherwise it stays ready and
 *     returns 503 with {@code Retry-After}
 * @param maxBodyBytes maximum size of a request body
 * @param database where the service keeps its data; the probes report an embedded database
 */
public record RestConfig(
        AdminRule adminRule,
        @Nullable String adminToken,
        boolean loopbackOnly,
        boolean readinessIncludesDatabase,
        int maxBodyBytes,
        DatabaseKind database) {

    private static final int DEFAULT_MAX_BODY_BYTES = 65_536;
    private static final int LEAST_MAX_BODY_BYTES = 1_024;
    private static final int LEAST_TOKEN_LENGTH = 32;
    private static final int LARGEST_MAX_BODY_BYTES = 16 * 1_024 * 1_024;

    /** Characters of a bearer token (RFC 6750, section 2.1); clients cannot send others. */
    private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /**
     * @throws InvalidSettingsException if the token is too short or contains characters that a bearer token must not
     *     have, or the size is not within 1 KiB to 16 MiB
     */
    public RestConfig {
        requireNonNull(adminRule, "adminRule");
        requireNonNull(database, "database");
        new SettingChecks()
                .require(
                        adminToken == null || adminToken.length() >= LEAST_TOKEN_LENGTH,
                        "admin.token must have at least " + LEAST_TOKEN_LENGTH
                                + " characters, but is shorter (not shown)")
                .require(
                        adminToken == null || BEARER_TOKEN.matcher(adminToken).matches(),
                        "admin.token must consist of letters, digits and any of ._~+/- with = only at its end,"
                                + " but is something else (not shown)")
                .between("http.max-body-bytes", maxBodyBytes, LEAST_MAX_BODY_BYTES, LARGEST_MAX_BODY_BYTES)
                .verify();
    }

    /** Creates settings for an adapter that decides itself. */
    public RestConfig(
            @Nullable String adminToken,
            boolean loopbackOnly,
            boolean readinessIncludesDatabase,
            int maxBodyBytes,
            DatabaseKind database) {
        this(AdminRule.ADAPTER, adminToken, loopbackOnly, readinessIncludesDatabase, maxBodyBytes, database);
    }

    /** Creates settings for a server that decides. */
    public RestConfig(AdminRule adminRule, boolean readinessIncludesDatabase, int maxBodyBytes, DatabaseKind database) {
        this(adminRule, null, false, readinessIncludesDatabase, maxBodyBytes, database);
    }

    /** Creates settings for a configured database and an adapter that decides itself. */
    public RestConfig(
            @Nullable String adminToken, boolean loopbackOnly, boolean readinessIncludesDatabase, int maxBodyBytes) {
        this(adminToken, loopbackOnly, readinessIncludesDatabase, maxBodyBytes, DatabaseKind.CONFIGURED);
    }

    /**
     * Returns the defaults: no token and no trust in the listening address, so that no client can force a reconnect;
     * bodies of at most 64 KiB.
     */
    public static RestConfig defaults() {
        return new RestConfig(null, false, false, DEFAULT_MAX_BODY_BYTES);
    }

    @Override
    public String toString() {
        return "RestConfig[adminRule=" + adminRule + ", adminToken=" + (adminToken == null ? "none" : "(hidden)")
                + ", loopbackOnly=" + loopbackOnly + ", readinessIncludesDatabase=" + readinessIncludesDatabase
                + ", maxBodyBytes=" + maxBodyBytes + "]";
    }
}
