/** Writes that happen exactly once: the token under which one is known, and what became of it. */
@NullMarked
package dev.lifeline.domain.write;

import org.jspecify.annotations.NullMarked;
