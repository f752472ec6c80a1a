/** How a service is watched from outside: asks over HTTP, judges answers, remembers, and puts changes into words. */
@NullMarked
package dev.lifeline.monitoring.internal.remote;

import org.jspecify.annotations.NullMarked;
