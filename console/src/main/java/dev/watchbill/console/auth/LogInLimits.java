package dev.watchbill.console.auth;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How often a password may be wrong. Counted for names whether they exist or not, so that being
 * refused says nothing about a name: few times from one address, and more from all together, so
 * that somebody far away can't easily keep a person out; and from one address for all names, so
 * that one password can't be tried on everybody. The latter ten times as often where all people
 * share an address, as behind a proxy that nobody named: one of them would keep out all too easily.
 * Links and identity providers aren't counted.
 */
final class LogInLimits {
  static final int FROM_ONE_ADDRESS = 10;
  static final int FROM_ALL = 100;
  static final int OF_ALL_NAMES = 60;
  static final int OF_ALL_PEOPLE = 600;
  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Lately byAddress;
  private final Lately byName;
  private final Lately byBoth;

  LogInLimits(InstantSource clock) {
    byAddress = new Lately(WINDOW, clock);
    byName = new Lately(WINDOW, clock);
    byBoth = new Lately(WINDOW, clock);
  }

  /**
   * Counts a log-in that is about to be checked, as many may come at the same time.
   *
   * @return false: it was wrong so often lately that nothing more is checked
   */
  synchronized boolean admit(String name, Origin origin) {
    var address = origin.address();
    var most = origin.proxied() ? OF_ALL_PEOPLE : OF_ALL_NAMES;
    if (byBoth.times(both(name, address)) >= FROM_ONE_ADDRESS
        || byName.times(name) >= FROM_ALL
        || byAddress.times(source(origin)) >= most) {
      return false;
    }
    return byBoth.admit(both(name, address), FROM_ONE_ADDRESS)
        && byName.admit(name, FROM_ALL)
        && byAddress.admit(source(origin), most);
  }

  /** It was right: what was wrong before from this address for this name counts no more. */
  synchronized void forget(String name, Origin origin) {
    byBoth.forget(both(name, origin.address()));
    discount(name, origin);
  }

  /** It wasn't checked: it counts for nothing. */
  synchronized void takeBack(String name, Origin origin) {
    byBoth.takeBack(both(name, origin.address()));
    discount(name, origin);
  }

  private void discount(String name, Origin origin) {
    byName.takeBack(name);
    byAddress.takeBack(source(origin));
  }

  /** Who comes from an address is kept out by nobody it only hands on, nor the other way round. */
  private static String source(Origin origin) {
    return origin.proxied() ? "through " + origin.address() : origin.address();
  }

  /** Addresses have no spaces, so that no name reads like another's with an address. */
  private static String both(String name, String address) {
    return address + " " + name;
  }
}
