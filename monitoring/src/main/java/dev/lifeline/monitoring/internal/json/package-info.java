/** Reading and writing of JSON. */
@NullMarked
package dev.lifeline.monitoring.internal.json;

import org.jspecify.annotations.NullMarked;
