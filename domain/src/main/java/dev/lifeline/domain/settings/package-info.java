/** Validation of settings: all at once; each message names the setting, its value and its bound. */
@NullMarked
package dev.lifeline.domain.settings;

import org.jspecify.annotations.NullMarked;
