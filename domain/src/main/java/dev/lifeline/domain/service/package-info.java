/** The use cases. The composition root creates them through their constructors. */
@NullMarked
package dev.lifeline.domain.service;

import org.jspecify.annotations.NullMarked;
