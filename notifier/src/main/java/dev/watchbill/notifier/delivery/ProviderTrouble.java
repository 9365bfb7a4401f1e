package dev.watchbill.notifier.delivery;

/** Hears of providers that can't be used. */
@FunctionalInterface
public interface ProviderTrouble {
  /** Nobody does. */
  ProviderTrouble UNHEARD = (provider, why) -> {};

  /**
   * One fails again and again, or refuses us; called as long as it does.
   *
   * @param provider a channel's name, alone or before a hyphen
   * @param why one sentence
   */
  void isTold(String provider, String why);
}
