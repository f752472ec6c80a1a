/** The use cases. Built by the composition root, through constructors only. */
@NullMarked
package dev.lifeline.domain.service;

import org.jspecify.annotations.NullMarked;
