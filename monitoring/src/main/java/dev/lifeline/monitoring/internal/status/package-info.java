/** Current status of the service: recent measurements and the state of the connection. */
@NullMarked
package dev.lifeline.monitoring.internal.status;

import org.jspecify.annotations.NullMarked;
