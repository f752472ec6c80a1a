package dev.lifeline.rest.internal.health;

/**
 * Whether a caller may interfere.
 *
 * @param allowed whether there is a way at all
 * @param tokenRequired whether it takes the admin token
 */
public record AccessTerms(boolean allowed, boolean tokenRequired) {}
