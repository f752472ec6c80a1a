/** Projects: their values and the rules these keep. The innermost ring of the hexagon. */
@NullMarked
package dev.lifeline.domain.project;

import org.jspecify.annotations.NullMarked;
