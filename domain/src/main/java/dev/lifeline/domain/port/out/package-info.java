/** What the domain needs of others. Implemented by the adapters on the driven side. */
@NullMarked
package dev.lifeline.domain.port.out;

import org.jspecify.annotations.NullMarked;
