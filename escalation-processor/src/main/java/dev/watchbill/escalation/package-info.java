/**
 * What becomes of an incident: pure decisions from what is known and what happened to what shall be
 * kept and sent. Start reading at {@link dev.watchbill.escalation.EscalationMachine}.
 */
@NullMarked
package dev.watchbill.escalation;

import org.jspecify.annotations.NullMarked;
