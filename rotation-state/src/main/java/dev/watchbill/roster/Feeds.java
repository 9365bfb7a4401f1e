package dev.watchbill.roster;

import org.jspecify.annotations.Nullable;

/** Calendars at addresses, as they were read last. */
public interface Feeds {
  /** Nothing is known of any. */
  Feeds NONE = address -> new Feed(null, "it was never read");

  /**
   * One of them.
   *
   * @param text as it was read last; null: it never was
   * @param trouble why it can't be read now, without its address, which may be a secret; null: it
   *     can
   */
  record Feed(@Nullable String text, @Nullable String trouble) {}

  /**
   * The calendar at an address; never waits for it.
   *
   * @param address whole, with what may be secret in it
   */
  Feed at(String address);
}
