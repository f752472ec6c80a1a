/** Effects of faults on callers: one class for each kind of fault, each under load. */
@NullMarked
package dev.lifeline.persistence.fault;

import org.jspecify.annotations.NullMarked;
