package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.IncidentBrief;

/** A sender says anew what its alert is about: that is shown, and pages nobody. */
final class Retelling {
  private final Turn turn;
  private final AlertSignal signal;
  private final IncidentBrief told;

  private Retelling(Turn turn, AlertSignal signal, Alert alert) {
    this.turn = turn;
    this.signal = signal;
    told = isCalledAfter(turn, signal) ? Brief.retold(turn.brief, alert) : turn.brief;
  }

  /**
   * The incident's title and text follow, if it is called after this alert.
   *
   * @param by who said so
   * @return whether there was anything new in it
   */
  static boolean of(Turn turn, AlertSignal signal, Alert alert, String by) {
    return new Retelling(turn, signal, alert).apply(alert, by);
  }

  private boolean apply(Alert alert, String by) {
    var renamed =
        alert.getTitle().isEmpty() ? signal : signal.retitled(alert.getTitle(), turn.brief);
    if (told.equals(turn.brief) && renamed.equals(signal)) {
      return false;
    }
    var shown = !told.equals(turn.brief);
    var why = "%s now says of '%s'".formatted(signal.integration(), signal.name());
    turn.effect(new Effect.KeepAlert(renamed));
    turn.brief = told;
    turn.record("noted", event -> event.setPerson(by).setText(Brief.told(alert)).setWhy(why));
    if (shown) {
      Publication.assign(turn, "told anew by its source");
    }
    return true;
  }

  /** A storm is called after none of its alerts, and other incidents after their first. */
  private static boolean isCalledAfter(Turn turn, AlertSignal signal) {
    return !turn.storm
        && (turn.signals.total() == 1
            || AlertSignal.nameFrom(turn.brief.getTitle()).equals(signal.name()));
  }
}
