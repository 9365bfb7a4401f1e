package dev.watchbill.notifier;

import dev.watchbill.schemas.config.Environment;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which channels somebody set up, and why the others aren't. */
final class SetUp {
  private static final Logger LOG = LoggerFactory.getLogger(SetUp.class);

  private final Environment environment;
  private final Set<String> channels = new LinkedHashSet<>();
  private final Set<String> roomsOnly = new LinkedHashSet<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  SetUp(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads a channel's settings. Those that can't be used are said, and leave the others alone.
   *
   * @param variable what has to be set
   * @return empty: it isn't set up
   */
  <S> Optional<S> of(String channel, String variable, Function<Environment, Optional<S>> settings) {
    try {
      var read = settings.apply(environment);
      if (read.isPresent()) {
        channels.add(channel);
      } else {
        missing.put(channel, "%s is not configured: %s is not set".formatted(channel, variable));
        LOG.atInfo().log("{} is not configured: {} is not set", channel, variable);
      }
      return read;
    } catch (IllegalArgumentException e) {
      missing.put(channel, channel + " is not configured: " + e.getMessage());
      LOG.atError().log("{} is not configured: {}", channel, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads the settings of one of several that serve a channel. Those that can't be used are said.
   *
   * @return empty: it isn't set up
   */
  <S> Optional<S> part(String provider, Function<Environment, Optional<S>> settings) {
    try {
      return settings.apply(environment);
    } catch (IllegalArgumentException e) {
      LOG.atError().log("{} is not configured: {}", provider, e.getMessage());
      return Optional.empty();
    }
  }

  /** A channel that needs no settings here. */
  void add(String channel) {
    channels.add(channel);
  }

  /** A channel as it is set up here reaches no people. */
  void reachesRoomsOnly(String channel) {
    roomsOnly.add(channel);
  }

  /** Says why a channel isn't set up. */
  void lacks(String channel, String why) {
    missing.put(channel, "%s is not configured: expected %s".formatted(channel, why));
  }

  /** Those that somebody set up. */
  Set<String> channels() {
    return Set.copyOf(channels);
  }

  /** Those of them that reach people. */
  Set<String> personal() {
    var personal = new LinkedHashSet<>(channels);
    personal.removeAll(roomsOnly);
    return Set.copyOf(personal);
  }

  /** Why the others aren't: one sentence each. */
  Map<String, String> missing() {
    return Map.copyOf(missing);
  }
}
