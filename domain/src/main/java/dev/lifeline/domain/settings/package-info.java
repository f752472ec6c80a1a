/** How settings are checked: all at once, each message naming the setting, its value and its bound. */
@NullMarked
package dev.lifeline.domain.settings;

import org.jspecify.annotations.NullMarked;
