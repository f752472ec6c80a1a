/** Outbound ports: what the domain requires of the driven adapters. */
@NullMarked
package dev.lifeline.domain.port.out;

import org.jspecify.annotations.NullMarked;
