/** How monitoring does it: no API, whoever can reach it. */
@NullMarked
package dev.lifeline.monitoring.internal;

import org.jspecify.annotations.NullMarked;
