/**
 * Texts of messages as people write them, in Mustache: for whoever checks a roster and whoever
 * sends.
 */
@NullMarked
package dev.watchbill.template;

import org.jspecify.annotations.NullMarked;
