package dev.watchbill.console.pages;

import dev.watchbill.console.readmodel.questions.Beats.Beat;
import dev.watchbill.console.readmodel.questions.Keys;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, read only: the roster stays in its files.
 *
 * @param source folder or repository; empty before the first roster
 * @param counts what the roster holds, by kind
 * @param problems of the newest files, each as an editor can jump to it; none: nothing is wrong
 * @param keys of integrations, by name; none: not for this viewer
 * @param contacts the viewer's own ways to be reached, in the order they are tried
 * @param audit null: not for this viewer
 * @param older cursor of the audit's next page; null: this is the last
 */
public record ConfigurationView(
    String version,
    String source,
    @Nullable Instant since,
    Map<String, Integer> counts,
    List<String> problems,
    List<Integration> integrations,
    Map<String, Beat> beats,
    Map<String, List<SenderKey>> keys,
    List<Contact> contacts,
    List<Credential> sessions,
    String session,
    @Nullable List<AuditEntry> audit,
    @Nullable String older,
    People people) {

  /**
   * One way to be reached.
   *
   * @param urgency high or low
   * @param address as the roster has it; empty: none
   * @param works whether it is set up here and has an address
   */
  public record Contact(
      String urgency, String channel, String address, long afterMs, boolean works) {
    /** {@code at once}, or after how long. */
    public String after() {
      return afterMs == 0 ? "at once" : "after " + Duration.ofMillis(afterMs).toMinutes() + " min";
    }
  }

  /**
   * A key senders show, without its secret.
   *
   * @param use when it was last shown; null: never
   */
  public record SenderKey(String name, Keys.@Nullable Use use) {
    /** The address it was last shown from. */
    public String from() {
      return use == null ? "" : use.by().split(" ", 2)[0];
    }
  }

  /** {@code 7 people, 2 teams, 1 integration}. */
  public String holds() {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + (it.getValue() == 1 ? one(it.getKey()) : it.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String one(String kind) {
    return switch (kind) {
      case "people" -> "person";
      case "policies" -> "policy";
      default -> kind.replaceFirst("s$", "");
    };
  }

  /** The keys of one integration that are good. */
  public List<SenderKey> keysOf(String integration) {
    return keys.getOrDefault(integration, List.of());
  }

  /** How often it is expected to be heard; empty: it isn't. */
  public static String expected(Integration integration) {
    var every = Math.max(integration.getEveryMs(), integration.getExpectEveryMs());
    return every == 0 ? "" : "every " + ResponseView.length(every);
  }
}
