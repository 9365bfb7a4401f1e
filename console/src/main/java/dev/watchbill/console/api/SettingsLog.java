package dev.watchbill.console.api;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;

/** Where what people set for themselves is kept, for everybody who pages them. */
public interface SettingsLog {
  /**
   * Keeps somebody's settings, in place of those before. They are safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if they can't be kept now
   */
  void put(PersonSettings settings);

  /**
   * Asks the notifier to send a message to an address.
   *
   * @throws dev.watchbill.console.auth.LogAway if that can't be written now
   */
  void send(Page notice);
}
