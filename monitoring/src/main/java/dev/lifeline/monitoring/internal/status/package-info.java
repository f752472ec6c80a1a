/** How the service is now: what was measured a moment ago, and what is known of the connection. */
@NullMarked
package dev.lifeline.monitoring.internal.status;

import org.jspecify.annotations.NullMarked;
