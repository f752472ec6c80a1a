/** The project repository that callers get: the plain one, with the recovery engine around it. */
@NullMarked
package dev.lifeline.persistence.internal.project;

import org.jspecify.annotations.NullMarked;
