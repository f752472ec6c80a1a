/** Admission of requests: names of the service, permissions, tokens. Independent of the HTTP server. */
@NullMarked
package dev.lifeline.app.access;

import org.jspecify.annotations.NullMarked;
