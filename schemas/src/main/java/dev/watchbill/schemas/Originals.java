package dev.watchbill.schemas;

import java.util.Map;

/** What a sender sent, untouched: it can be large, and stays on the topic of alerts. */
public final class Originals {
  private Originals() {}

  /** The alert without it. Its other parts are shared, not copied: a copy costs more than they. */
  public static Alert without(Alert alert) {
    var slim = new Alert();
    for (var field : alert.getSchema().getFields()) {
      slim.put(field.pos(), alert.get(field.pos()));
    }
    slim.setRaw(null);
    slim.setRawHeaders(Map.of());
    return slim;
  }
}
