package dev.watchbill.notifier.ticket;

import org.jspecify.annotations.Nullable;

/** A tracker that calls us when an issue changes. */
public interface IssueHook {
  /** Path it calls. */
  String path();

  /** Header that shows that it is the tracker. */
  String header();

  /**
   * Whether a request comes from it.
   *
   * @param credential from the header
   */
  boolean accepts(@Nullable String credential, String body);

  /** Takes a change, checked before. */
  void take(String body);
}
