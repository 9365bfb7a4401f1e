package dev.watchbill.console.http;

import dev.watchbill.console.auth.Lately;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last reverse proxy that handed a request on, though nobody named it. */
public final class UnnamedProxies {
  private static final Logger LOG = LoggerFactory.getLogger(UnnamedProxies.class);
  private static final Duration LATELY = Duration.ofDays(1);

  /** How many different ones are logged within an hour. */
  private static final int MOST = 16;

  private static final String ALL = "";

  private final InstantSource clock;
  private final Lately logged;
  private volatile @Nullable Met last;

  private record Met(String address, Instant at) {}

  public UnnamedProxies(InstantSource clock) {
    this.clock = clock;
    this.logged = new Lately(Duration.ofHours(1), clock);
  }

  void met(String address) {
    last = new Met(address, clock.instant());
    if (isNews(address)) {
      LOG.atWarn()
          .addKeyValue("address", address)
          .log(
              "requests come through a proxy that WATCHBILL_TRUSTED_PROXIES doesn't name; limits and"
                  + " the audit take all people for one");
    }
  }

  /** Each is logged once an hour, however many take turns. */
  synchronized boolean isNews(String address) {
    return logged.times(address) == 0 && logged.admit(ALL, MOST) && logged.admit(address, 1);
  }

  /** Its address; empty: none did within a day. */
  public Optional<String> lately() {
    return Optional.ofNullable(last)
        .filter(met -> clock.instant().isBefore(met.at().plus(LATELY)))
        .map(Met::address);
  }
}
