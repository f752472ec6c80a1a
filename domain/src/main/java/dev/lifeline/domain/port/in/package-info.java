/** What others may ask of the domain. Implemented by the services, called by the adapters on the driving side. */
@NullMarked
package dev.lifeline.domain.port.in;

import org.jspecify.annotations.NullMarked;
