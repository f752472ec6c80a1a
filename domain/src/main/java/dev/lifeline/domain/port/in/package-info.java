/** Inbound ports: the use cases. Implemented by the services, called by the driving adapters. */
@NullMarked
package dev.lifeline.domain.port.in;

import org.jspecify.annotations.NullMarked;
