package dev.watchbill.notifier.delivery;

/** Hears of providers that can't be used. */
@FunctionalInterface
public interface ProviderTrouble {
  /** Nobody does. */
  ProviderTrouble UNHEARD = (provider, why, last) -> {};

  /**
   * One fails again and again, or refuses us; called as long as it does.
   *
   * @param provider its name, or its channel's, alone or before a hyphen
   * @param why one sentence, the same as long as it is the same trouble
   * @param last what it answered last, if that says more; else empty
   */
  void isTold(String provider, String why, String last);
}
