package dev.lifeline.domain.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the last ten seconds.
 *
 * @param perSecond how many there were each second
 * @param failedPerSecond how many of them were answered with a status of 500 or above
 * @param median how long half of them took at most, to within a tenth; null if there was none
 * @param percentile99 how long all but a hundredth of them took at most, likewise
 */
public record RequestFigures(
        double perSecond, double failedPerSecond, @Nullable Duration median, @Nullable Duration percentile99) {}
