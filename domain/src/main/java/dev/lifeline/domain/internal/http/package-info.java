/** What several modules need to read HTTP responses. Not part of the API. */
@NullMarked
package dev.lifeline.domain.internal.http;

import org.jspecify.annotations.NullMarked;
