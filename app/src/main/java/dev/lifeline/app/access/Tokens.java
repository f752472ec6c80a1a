package dev.lifeline.app.access;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Current tokens by role. Safe for use by several threads. */
final class Tokens {
    private static final System.Logger LOG = System.getLogger(Tokens.class.getName());

    private final Map<Role, Path> files = new EnumMap<>(Role.class);
    private final Map<Role, Token> tokens = new ConcurrentHashMap<>();
    private final Set<Role> unreadable = EnumSet.noneOf(Role.class);
    private final Set<Role> roles;

    /** @param roles all roles that a token can have, also those without a source */
    Tokens(Map<Role, TokenSource> sources, Set<Role> roles) {
        this.roles = Set.copyOf(roles);
        sources.forEach((role, source) -> {
            tokens.put(role, source.token());
            if (source.file() != null) {
                files.put(role, source.file());
            }
        });
    }

    boolean isEmpty() {
        return roles.isEmpty();
    }

    /** Returns whether all clients need a token for the permission. */
    boolean areRequiredFor(Permission permission) {
        return roles.stream().anyMatch(role -> role.own() == permission);
    }

    /** Returns whether a role with a token has the permission. */
    boolean canGrant(Permission permission) {
        return roles.stream().anyMatch(role -> role.grants(permission));
    }

    /** Returns the roles of a token. Compares it with every token, in constant time. */
    Set<Role> rolesOf(String text) {
        byte[] digest = Token.digestOf(text);
        Set<Role> matching = EnumSet.noneOf(Role.class);
        tokens.forEach((role, token) -> {
            if (token.matches(digest)) {
                matching.add(role);
            }
        });
        return matching;
    }

    /** Reads the files again. If a file has no valid token, the previous token stays valid. Called by one thread. */
    void reload() {
        files.forEach((role, file) -> {
            String setting = "lifeline." + role.setting();
            try {
                Token token = Token.read(setting, file);
                if (!token.equals(tokens.put(role, token))) {
                    LOG.log(INFO, "A new token of {0} is in force", setting);
                }
                unreadable.remove(role);
            } catch (InvalidSettingsException e) {
                if (unreadable.add(role)) {
                    LOG.log(WARNING, e.problems().get(0) + "; the last token stays in force");
                }
            }
        });
    }
}
