package dev.lifeline.datasource.internal.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks encryption parameters together: no parameter may silently disable what another one requires. */
final class TlsParameters {
    private static final String MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String FACTORY = "sslfactory";
    private static final String VERIFY_FULL = "verify-full";

    private static final Set<String> VERIFYING = Set.of("verify-ca", VERIFY_FULL);
    private static final Set<String> OPTIONAL = Set.of("disable", "allow", "prefer");

    /** Value of libpq for the certificates of the operating system. */
    private static final String SYSTEM = "system";

    /** Uses the trusted certificates of the Java virtual machine. */
    private static final String JVM_CERTIFICATES = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private static final String TRUST_ALL = "org.postgresql.ssl.NonValidatingFactory";

    /** Class that verifies the host name in the place of the driver. */
    private static final String HOST_NAME_VERIFIER = "sslhostnameverifier";

    private final Map<String, String> parameters;
    private final List<String> problems = new ArrayList<>();

    private TlsParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Adds implied parameters and returns one sentence for each contradiction. */
    static List<String> completed(Map<String, String> parameters) {
        var tls = new TlsParameters(parameters);
        tls.translateSystemCertificates();
        tls.check();
        return tls.problems;
    }

    private void translateSystemCertificates() {
        if (!SYSTEM.equals(parameters.get(ROOT_CERTIFICATE)) || parameters.containsKey(FACTORY)) {
            return;
        }
        parameters.remove(ROOT_CERTIFICATE);
        parameters.put(FACTORY, JVM_CERTIFICATES);
        if (!parameters.computeIfAbsent(MODE, absent -> VERIFY_FULL).equals(VERIFY_FULL)) {
            problems.add("database.url must set sslmode=verify-full with sslrootcert=system");
        }
    }

    private void check() {
        String mode = mode();
        if ("true".equals(parameters.get("ssl")) && OPTIONAL.contains(mode)) {
            problems.add(
                    "database.url must not set ssl=true with sslmode=" + mode + ", which does not require encryption");
        }
        if (parameters.containsKey(ROOT_CERTIFICATE) && !VERIFYING.contains(mode)) {
            problems.add("database.url must set sslmode=verify-ca or sslmode=verify-full with sslrootcert:"
                    + " the driver ignores the root certificate otherwise");
        }
        if (TRUST_ALL.equals(parameters.get(FACTORY)) && VERIFYING.contains(mode)) {
            problems.add("database.url must not set sslfactory=" + TRUST_ALL + " with sslmode=" + mode);
        }
        if ("disable".equals(mode) && "require".equals(parameters.get("channelBinding"))) {
            problems.add(
                    "database.url must not set sslmode=disable with channel_binding=require, which needs encryption");
        }
    }

    /**
     * Returns what the driver verified of the server's certificate, given that the connection is encrypted.
     *
     * @param parameters {@linkplain #completed completed} parameters
     */
    static String verification(Map<String, String> parameters) {
        String mode = new TlsParameters(parameters).mode();
        String verifier = parameters.getOrDefault(HOST_NAME_VERIFIER, "");
        String hostName = !mode.equals(VERIFY_FULL)
                ? "host name not verified"
                : verifier.isEmpty() ? "host name verified" : "host name verified by " + verifier;
        return certificate(parameters.getOrDefault(FACTORY, ""), mode) + ", " + hostName + " (" + mode + ")";
    }

    private static String certificate(String factory, String mode) {
        boolean verified = factory.equals(JVM_CERTIFICATES) || (factory.isEmpty() && VERIFYING.contains(mode));
        if (verified) {
            return "certificate verified";
        }
        return factory.isEmpty() || factory.equals(TRUST_ALL)
                ? "certificate not verified"
                : "certificate verified by " + factory;
    }

    /** Returns the mode that the driver derives. */
    private String mode() {
        String byFlag = "true".equals(parameters.get("ssl")) ? VERIFY_FULL : "prefer";
        return parameters.getOrDefault(MODE, byFlag);
    }
}
