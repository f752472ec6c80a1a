/** Settings: sources, validation and types. */
@NullMarked
package dev.lifeline.app.config;

import org.jspecify.annotations.NullMarked;
