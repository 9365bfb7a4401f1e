package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.opsgenie.Account.Condition;
import dev.watchbill.launcher.moving.opsgenie.Account.Escalation;
import dev.watchbill.launcher.moving.opsgenie.Account.EscalationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.OverrideEntry;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.Rotation;
import dev.watchbill.launcher.moving.opsgenie.Account.RoutingRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Schedule;
import dev.watchbill.launcher.moving.opsgenie.Account.Team;
import dev.watchbill.launcher.moving.opsgenie.Account.TeamMember;
import dev.watchbill.launcher.moving.opsgenie.Account.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Small accounts: Ann and Bob are the team Shop, one schedule, one escalation. */
final class Accounts {
  static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  static final Recipient ANN = new Recipient("user", "ann", "ann@example.com");
  static final Recipient BOB = new Recipient("user", "bob", "bob@example.com");
  static final Recipient SHOP = new Recipient("team", "t", "Shop");
  static final Recipient PRIMARY = new Recipient("schedule", "s", "Primary");
  static final Recipient SHOPS = new Recipient("escalation", "e", "Shop's");
  static final Recipient NONE = new Recipient("none", "", "");

  private Accounts() {}

  static RoutingRule priority(String operation, String expected, Recipient target) {
    return new RoutingRule(
        operation + " " + expected,
        false,
        "match-all-conditions",
        List.of(new Condition("priority", false, operation, expected)),
        false,
        target);
  }

  static RoutingRule always(Recipient target) {
    return new RoutingRule("Default", true, "match-all", List.of(), false, target);
  }

  static EscalationRule rule(String notifyType, long delay, Recipient recipient) {
    return new EscalationRule("if-not-acked", notifyType, delay, recipient);
  }

  static Account routed(RoutingRule... rules) {
    return of(List.of(rules), List.of(rule("default", 0, PRIMARY)), List.of(ANN, BOB), List.of());
  }

  static Account escalated(EscalationRule... rules) {
    return of(List.of(always(SHOPS)), List.of(rules), List.of(ANN, BOB), List.of());
  }

  static Account turns(Recipient... participants) {
    return of(
        List.of(always(SHOPS)),
        List.of(rule("default", 0, PRIMARY)),
        List.of(participants),
        List.of());
  }

  static Account overridden(OverrideEntry... overrides) {
    return of(
        List.of(always(SHOPS)),
        List.of(rule("default", 0, PRIMARY)),
        List.of(ANN, BOB),
        List.of(overrides));
  }

  static Draft moved(Account account) {
    return new OpsgenieMoved(account, NOW).draft();
  }

  private static Account of(
      List<RoutingRule> routing,
      List<EscalationRule> escalation,
      List<Recipient> participants,
      List<OverrideEntry> overrides) {
    return new Account(
        List.of(user(ANN), user(BOB)),
        List.of(
            new Team(
                "t",
                "Shop",
                List.of(new TeamMember("ann", "admin"), new TeamMember("bob", "user")),
                routing)),
        List.of(
            new Schedule(
                "s",
                "Primary",
                "UTC",
                true,
                Optional.of("t"),
                List.of(
                    new Rotation(
                        "r",
                        "weekly",
                        Instant.parse("2026-03-02T00:00:00Z"),
                        Optional.empty(),
                        "weekly",
                        1,
                        participants,
                        List.of())),
                overrides)),
        List.of(new Escalation("e", "Shop's", escalation, 0, 0, false)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static User user(Recipient user) {
    return new User(user.id(), user.name(), user.id(), "UTC", "User", false, List.of(), List.of());
  }
}
