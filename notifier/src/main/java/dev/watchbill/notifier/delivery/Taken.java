package dev.watchbill.notifier.delivery;

/** Work a desk has taken on. */
@FunctionalInterface
public interface Taken {
  /** Nothing is left that could be given up. */
  Taken DONE = () -> {};

  /**
   * Another process has it now: what hasn't been sent yet is forgotten, without a receipt. An
   * attempt that is under way goes on.
   */
  void abandon();
}
