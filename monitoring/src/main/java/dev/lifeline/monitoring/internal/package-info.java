/** Implementation of the monitoring; not part of the API. */
@NullMarked
package dev.lifeline.monitoring.internal;

import org.jspecify.annotations.NullMarked;
