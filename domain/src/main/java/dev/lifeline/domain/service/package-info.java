/**
 * Use cases that contain a rule, such as writing a log line. The composition root creates them through their
 * constructors. A use case without a rule is a method reference to the outbound port, such as {@code projects::list}.
 */
@NullMarked
package dev.lifeline.domain.service;

import org.jspecify.annotations.NullMarked;
