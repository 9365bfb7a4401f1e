package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.util.List;

/** A way to reach one person, such as Slack's direct messages. May be called by many threads. */
public interface PersonChannel {

  /** As it stands in {@code Page.channel}. */
  String name();

  /** How many attempts may be under way at once. */
  default int atOnce() {
    return 200;
  }

  /** Whether it tells of the trouble of each of its providers itself. */
  default boolean tellsOfTrouble() {
    return false;
  }

  /**
   * Which server of the provider's takes it, where they can be away one by one; empty: all are the
   * same.
   */
  default String server(Page page) {
    return "";
  }

  /**
   * Tries once to deliver a page. Whatever goes wrong at the provider is a value, not an exception;
   * an attempt that takes too long is interrupted.
   */
  Delivery deliver(Page page);

  /**
   * Tries once to tell one person of several pages in one message.
   *
   * @param pages two or more to the same person, in the order they were decided
   */
  Delivery sumUp(List<Page> pages);
}
