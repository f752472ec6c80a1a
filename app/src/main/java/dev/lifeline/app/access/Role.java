package dev.lifeline.app.access;

/** Clients with the same token, and their permissions. */
public enum Role {
    READ("access.read-token-file", Permission.READ_PROJECTS, Permission.READ_PROJECTS),
    WRITE("access.write-token-file", Permission.WRITE_PROJECTS, Permission.READ_PROJECTS),
    DETAILS("access.details-token-file", Permission.DETAILS, Permission.DETAILS),
    ADMIN("access.admin-token-file", Permission.ADMINISTRATION, Permission.DETAILS);

    private final String setting;
    private final Permission own;
    private final Permission included;

    Role(String setting, Permission own, Permission included) {
        this.setting = setting;
        this.own = own;
        this.included = included;
    }

    /** Returns the setting with the token's file, without the prefix. */
    public String setting() {
        return setting;
    }

    /**
     * Returns the permission that needs a token from all clients, local ones included, as soon as this role has one.
     */
    Permission own() {
        return own;
    }

    boolean grants(Permission permission) {
        return permission == own || permission == included;
    }
}
