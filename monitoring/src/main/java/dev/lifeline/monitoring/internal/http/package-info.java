/** The JDK's HTTP client. */
@NullMarked
package dev.lifeline.monitoring.internal.http;

import org.jspecify.annotations.NullMarked;
