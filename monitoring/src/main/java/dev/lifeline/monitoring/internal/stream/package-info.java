/** What happens, told to followers: each at its own pace, none of them in anybody's way. */
@NullMarked
package dev.lifeline.monitoring.internal.stream;

import org.jspecify.annotations.NullMarked;
