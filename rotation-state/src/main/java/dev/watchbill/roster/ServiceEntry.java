package dev.watchbill.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What alerts are about.
 *
 * @param tier 1 most important … 4
 * @param dependsOn services it needs
 * @param chat provider to channel, or a reference to a secret address
 * @param tickets where its tickets go, by tracker
 */
public record ServiceEntry(
    String id,
    String name,
    Optional<String> team,
    int tier,
    Optional<String> region,
    Optional<String> runbook,
    List<String> dependsOn,
    Map<String, String> chat,
    Optional<String> policy,
    Map<String, TicketEntry> tickets) {

  public ServiceEntry {
    dependsOn = List.copyOf(dependsOn);
    chat = Map.copyOf(chat);
    tickets = Map.copyOf(tickets);
  }
}
