/** Timelines of the decisions, and what they are played on. */
@NullMarked
package dev.watchbill.escalation;

import org.jspecify.annotations.NullMarked;
