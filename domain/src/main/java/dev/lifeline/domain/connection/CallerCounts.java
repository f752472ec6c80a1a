package dev.lifeline.domain.connection;

/**
 * What became of those who needed the database during an outage.
 *
 * @param waited callers who waited for its end
 * @param saved those of them who then went on
 * @param failed callers who were refused, at once or after they had waited in vain
 */
public record CallerCounts(long waited, long saved, long failed) {}
