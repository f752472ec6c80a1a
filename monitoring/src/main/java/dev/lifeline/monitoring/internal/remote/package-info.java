/** Remote watch of a service: polls over HTTP, evaluates responses, and reports changes. */
@NullMarked
package dev.lifeline.monitoring.internal.remote;

import org.jspecify.annotations.NullMarked;
