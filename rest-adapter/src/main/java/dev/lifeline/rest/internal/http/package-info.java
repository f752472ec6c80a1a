/** What all resources share: the limits of bodies, query parameters, where requests come from, and filters. */
@NullMarked
package dev.lifeline.rest.internal.http;

import org.jspecify.annotations.NullMarked;
