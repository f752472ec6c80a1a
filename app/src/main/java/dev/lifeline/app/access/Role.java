package dev.lifeline.app.access;

import java.util.EnumSet;
import java.util.Set;

/** Clients that have the same token, with what they may do. */
public enum Role {
    READ("access.read-token-file", Permission.READ_PROJECTS),
    WRITE("access.write-token-file", Permission.WRITE_PROJECTS, Permission.READ_PROJECTS),
    DETAILS("access.details-token-file", Permission.DETAILS),
    ADMIN("access.admin-token-file", Permission.ADMINISTRATION, Permission.DETAILS);

    private final String setting;
    private final Permission own;

    @SuppressWarnings("ImmutableEnumChecker") // never changed: an immutable set of enums would look up slower
    private final Set<Permission> granted;

    Role(String setting, Permission own, Permission... others) {
        this.setting = setting;
        this.own = own;
        this.granted = EnumSet.of(own, others);
    }

    /** Returns the setting with the token's file, without the prefix. */
    public String setting() {
        return setting;
    }

    /** Returns the permission that needs a token from all clients, local ones included, as soon as this role has one. */
    Permission own() {
        return own;
    }

    boolean grants(Permission permission) {
        return granted.contains(permission);
    }
}
