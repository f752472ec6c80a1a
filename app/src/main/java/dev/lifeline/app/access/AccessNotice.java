package dev.lifeline.app.access;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Log lines at the start about admission that an operator may not expect. */
public final class AccessNotice {
    private static final System.Logger LOG = System.getLogger(AccessNotice.class.getName());

    private AccessNotice() {}

    /**
     * If the service is open, logs which requests need no token. If other machines can reach it, logs which requests
     * only local clients may send.
     *
     * @param isReachable whether clients on other machines can reach the service
     */
    public static void log(AccessConfig config, boolean isReachable) {
        String unguarded = unguarded(config);
        if (unguarded.isEmpty()) {
            return;
        }
        if (config.open()) {
            LOG.log(
                    WARNING,
                    "THIS SERVICE IS OPEN: every client that reaches it needs no token for " + unguarded
                            + " (lifeline.access.open=true)");
        } else if (isReachable) {
            LOG.log(
                    WARNING,
                    "Clients on other machines are refused: there is no token for " + unguarded
                            + " (lifeline.access.*-token-file, or lifeline.access.open=true for a trusted network)");
        }
    }

    private static String unguarded(AccessConfig config) {
        return Arrays.stream(Role.values())
                .filter(role -> !config.roles().contains(role))
                .map(role -> role.own().title())
                .collect(Collectors.joining(", "));
    }
}
