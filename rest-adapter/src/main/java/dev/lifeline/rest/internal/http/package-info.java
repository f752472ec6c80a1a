/** Shared parts of the resources: body limits, query parameters, request origin, and filters. */
@NullMarked
package dev.lifeline.rest.internal.http;

import org.jspecify.annotations.NullMarked;
