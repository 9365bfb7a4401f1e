package dev.watchbill.console.api;

import dev.watchbill.schemas.Silence;

/** Where silences are kept for everybody who asks whether to page. */
public interface SilenceLog {
  /**
   * Keeps a silence, in place of one with the same id. It is safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if it can't be kept now
   */
  void put(Silence silence);

  /**
   * Drops a silence that is long over.
   *
   * @throws dev.watchbill.console.auth.LogAway if that can't be kept now
   */
  void forget(String id);
}
