package dev.watchbill.console.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readmodel.questions.Reach.Contacted;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.config.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  @Test
  void knowsWhereTicketsAndRoomsAre() {
    var set =
        Channels.of(new Environment(Map.of("WATCHBILL_JIRA_URL", "https://tickets.example.com/")));
    assertThat(set.address("jira", "PAY-42 sum 3"))
        .contains("https://tickets.example.com/browse/PAY-42");
    assertThat(set.address("redmine", "7")).isEmpty();
    assertThat(set.address("slack", "C042/1767600000.000100"))
        .contains("https://slack.com/app_redirect?channel=C042");
    assertThat(set.address("teams", "x")).isEmpty();
    assertThat(Channels.of(new Environment(Map.of("WATCHBILL_TEAMS_APP_ID", "8b08"))).working())
        .containsExactlyInAnyOrder("inbox", "teams");
  }

  @Test
  void knowsWhereIssuesOfAProjectAre() {
    var set =
        Channels.of(
            new Environment(
                Map.of(
                    "WATCHBILL_GITHUB_TOKEN", "a",
                    "WATCHBILL_GITLAB_TOKEN", "b",
                    "WATCHBILL_GITLAB_URL", "https://git.example.com/",
                    "WATCHBILL_SERVICENOW_URL", "https://shop.service-now.com")));
    assertThat(set.address("github", "shop/checkout#42 sum 3"))
        .contains("https://github.com/shop/checkout/issues/42");
    assertThat(set.address("gitlab", "shop/eu/checkout#7"))
        .contains("https://git.example.com/shop/eu/checkout/-/issues/7");
    assertThat(set.address("servicenow", "incident#9d385017c611228701d22104cc95c371"))
        .contains(
            "https://shop.service-now.com/incident.do?sys_id=9d385017c611228701d22104cc95c371");
    assertThat(set.address("github", "nothing like it")).isEmpty();
    assertThat(new Channels(Set.of()).address("github", "shop/checkout#42")).isEmpty();
  }

  @Test
  void readsWhereAServerOfItsOwnIs() {
    var set =
        Channels.of(
            new Environment(
                Map.of(
                    "WATCHBILL_GITHUB_TOKEN", "a",
                    "WATCHBILL_GITHUB_URL", "https://github.example.com/api/v3/")));
    assertThat(set.address("github", "shop/checkout#42"))
        .contains("https://github.example.com/shop/checkout/issues/42");
  }

  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant NOW = AT.plus(Duration.ofDays(80));
  private static final Channels WITH_SLACK = new Channels(Set.of("inbox", "slack"));
  private static final Channels INBOX_ONLY = new Channels(Set.of("inbox"));

  @Test
  void whoeverRelyOnAChannelThatIsNotSetUpCannotBeReached() {
    var found = of(INBOX_ONLY, Map.of(), person("asha", "slack"));

    assertThat(found)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo("unreachable");
          assertThat(finding.severity()).isEqualTo(Severity.PROBLEM);
          assertThat(finding.team()).isEqualTo("payments");
          assertThat(finding.text()).isEqualTo("can't be reached: slack isn't set up here");
        });
  }

  @Test
  void theInboxAloneWakesNobody() {
    var found =
        of(INBOX_ONLY, Map.of(), person("asha", "inbox", "slack"), person("bo", "inbox", "slack"));

    assertThat(found).singleElement().extracting(Finding::people).isEqualTo(List.of("asha", "bo"));
    assertThat(found.getFirst().kind()).isEqualTo("inbox-only");
  }

  @Test
  void whomNoPageEverReachedIsNotProven() {
    assertThat(of(WITH_SLACK, Map.of(), person("asha", "slack")))
        .extracting(Finding::kind)
        .containsExactly("never-reached");
  }

  @Test
  void whomAPageReachedIsFine() {
    assertThat(of(WITH_SLACK, contacted(AT, null), person("asha", "slack"))).isEmpty();
  }

  @Test
  void whomNoPageReachedForAQuarterIsProvenNoMore() {
    var longAgo = NOW.minus(Duration.ofDays(90));
    assertThat(of(WITH_SLACK, contacted(longAgo.plusMillis(1), null), person("asha", "slack")))
        .isEmpty();

    assertThat(of(WITH_SLACK, contacted(longAgo, null), person("asha", "slack")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo("not-reached-lately");
          assertThat(finding.severity()).isEqualTo(Severity.WARNING);
          assertThat(finding.from()).isEqualTo(longAgo);
          assertThat(finding.text())
              .isEqualTo(
                  "no page has reached them for 90 days or more; the last one came by slack");
        });
  }

  @Test
  void whoseLastPageFailedIsAProblem() {
    assertThat(of(WITH_SLACK, contacted(AT, AT.plusSeconds(60)), person("asha", "slack")))
        .extracting(Finding::kind, Finding::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "page-failed", "the last page by slack didn't arrive: user_not_found"));
  }

  @Test
  void aContactWithoutAnAddressIsNone() {
    var person = Person.newBuilder(person("asha", "slack")).setContacts(Map.of()).build();

    assertThat(of(WITH_SLACK, Map.of(), person))
        .extracting(Finding::kind)
        .containsExactly("unreachable");
  }

  @Test
  void aChannelIsSetUpByItsToken() {
    assertThat(Channels.of(new Environment(Map.of("WATCHBILL_SLACK_TOKEN", "xoxb-1"))).working())
        .containsExactlyInAnyOrder("inbox", "slack");
    assertThat(Channels.of(new Environment(Map.of())).working()).containsExactly("inbox");
  }

  private static List<Finding> of(
      Channels channels, Map<String, Map<String, Contacted>> contacted, Person... people) {
    return new Reachability(NOW, channels, contacted, Map.of("asha", "payments", "bo", "payments"))
        .of(List.of(people));
  }

  private static Map<String, Map<String, Contacted>> contacted(
      Instant reached, @Nullable Instant failed) {
    return Map.of(
        "asha", Map.of("slack", new Contacted("asha", "slack", reached, failed, "user_not_found")));
  }

  private static Person person(String id, String... via) {
    return Person.newBuilder()
        .setId(id)
        .setContacts(Map.of("slack", "U1"))
        .setNotifyHigh(
            java.util.Arrays.stream(via)
                .map(it -> NotifyRule.newBuilder().setVia(it).build())
                .toList())
        .build();
  }
}
