/** Settings: where they come from, what is wrong with them, and what becomes of them. */
@NullMarked
package dev.lifeline.app.config;

import org.jspecify.annotations.NullMarked;
