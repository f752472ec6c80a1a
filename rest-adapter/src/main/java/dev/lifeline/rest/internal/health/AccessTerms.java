package dev.lifeline.rest.internal.health;

/**
 * Conditions for an administrative request.
 *
 * @param allowed whether the client can be allowed at all
 * @param tokenRequired whether the admin token is required
 */
public record AccessTerms(boolean allowed, boolean tokenRequired) {}
