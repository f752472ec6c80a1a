/** The project repository: Hibernate access with retries and idempotent writes. */
@NullMarked
package dev.lifeline.persistence.internal.project;

import org.jspecify.annotations.NullMarked;
