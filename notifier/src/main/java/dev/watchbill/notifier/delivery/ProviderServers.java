package dev.watchbill.notifier.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers of one provider that can be away by themselves, each as soon as it is asked. */
final class ProviderServers {
  private final String channel;
  private final int atOnce;
  private final ProviderTrouble trouble;
  private final Map<String, ProviderServer> servers = new ConcurrentHashMap<>();

  /**
   * @param channel for what is said about them
   * @param atOnce attempts at each
   */
  ProviderServers(String channel, int atOnce, ProviderTrouble trouble) {
    this.channel = channel;
    this.atOnce = atOnce;
    this.trouble = trouble;
  }

  /**
   * One of them.
   *
   * @param name empty: the one that most providers have
   */
  ProviderServer of(String name) {
    return servers.computeIfAbsent(
        name, each -> new ProviderServer(atOnce, new Breaker(channel, told(each))));
  }

  /** Which of them it is that fails, and that others don't. */
  private ProviderTrouble told(String name) {
    return name.isEmpty()
        ? trouble
        : (provider, why, last) ->
            trouble.isTold(provider, "%s: %s".formatted(Rooms.sayable(name), why), last);
  }
}
