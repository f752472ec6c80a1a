/** Projects: values and their rules. The innermost ring of the hexagon. */
@NullMarked
package dev.lifeline.domain.project;

import org.jspecify.annotations.NullMarked;
