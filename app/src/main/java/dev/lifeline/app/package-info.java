/** The program: connects the adapters to the domain, starts them, and stops them in reverse order. */
@NullMarked
package dev.lifeline.app;

import org.jspecify.annotations.NullMarked;
