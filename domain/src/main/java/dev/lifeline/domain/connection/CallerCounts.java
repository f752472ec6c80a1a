package dev.lifeline.domain.connection;

/**
 * Numbers of callers that an outage affected, by result.
 *
 * @param waited callers that waited for the end of the outage
 * @param saved callers that waited and then proceeded
 * @param failed callers that were refused, either at once or after the longest wait
 */
public record CallerCounts(long waited, long saved, long failed) {}
