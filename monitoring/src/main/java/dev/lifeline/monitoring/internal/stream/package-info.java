/** Event streams: subscribers read at their own pace without affecting each other. */
@NullMarked
package dev.lifeline.monitoring.internal.stream;

import org.jspecify.annotations.NullMarked;
