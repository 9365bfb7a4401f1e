package dev.watchbill.escalation;

import dev.watchbill.escalation.EscalationEvent.AlertCame;
import dev.watchbill.escalation.EscalationEvent.DeadlineFired;
import dev.watchbill.escalation.EscalationEvent.ReceiptCame;
import dev.watchbill.escalation.EscalationEvent.Responded;
import dev.watchbill.escalation.EscalationEvent.SomebodyLeft;

/**
 * What becomes of incidents: a function from what is known and what happened to what shall be kept
 * and sent. Tolerates any interleaving of alerts, responses, receipts and deadlines; whatever comes
 * twice has no further effect.
 *
 * <p>{@link AlertRules} say which incident an alert belongs to, {@link Steps} whom to page, {@link
 * Pager} how, {@link ResponseRules}, {@link ReceiptRules}, {@link DeadlineRules} and {@link
 * Departed} what happens then.
 */
public final class EscalationMachine {

  /** Decides what follows from an event. Throws only where an invariant of ours is broken. */
  public Decision decide(Memory memory, Directory directory, EscalationEvent event) {
    return switch (event) {
      case AlertCame alert -> new AlertRules(memory, directory, alert.at()).decide(alert.alert());
      case Responded responded ->
          ResponseRules.decide(memory, directory, responded.response(), responded.at());
      case ReceiptCame receipt ->
          ReceiptRules.decide(memory, directory, receipt.receipt(), receipt.at());
      case DeadlineFired deadline ->
          DeadlineRules.decide(memory, directory, deadline.incident(), deadline.at());
      case SomebodyLeft left -> Departed.decide(memory, directory, left.incident(), left.at());
    };
  }
}
