package dev.watchbill.notifier.notices;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Asha and Bo look after Watchbill, Carla manages, Dora is paged. */
class TroubleNoticesTest {
  private static final String WHY = "slack refused: token_revoked (check WATCHBILL_SLACK_TOKEN)";
  private static final Set<String> SET_UP = Set.of("slack", "email", "sms");

  private static TroubleNotices notices(Map<String, List<String>> roles) {
    var roster =
        aRoster()
            .organization(Organization.newBuilder().setRoles(roles).build())
            .person("asha", Map.of("slack", "U02ASHA", "email", "asha@example.com"))
            .person("bo", Map.of("slack", "U03BO", "phone", "+491701234567"))
            .person("carla", Map.of("email", "carla@example.com"))
            .person("dora", Map.of())
            .build();
    return new TroubleNotices(roster, SET_UP, SET_UP);
  }

  private static List<String> ways(List<Page> all) {
    return all.stream().map(page -> page.getPerson() + " " + page.getChannel()).toList();
  }

  @Test
  void tellAdminsInTheInboxAndByOneMoreChannelThatIsNotTheProvidersOwn() {
    var all =
        notices(Map.of("admin", List.of("asha", "bo"), "manager", List.of("carla")))
            .of("slack-rooms", WHY, NOW);

    assertThat(ways(all)).containsExactly("asha inbox", "asha email", "bo inbox");
    assertThat(all)
        .allSatisfy(page -> {
          assertThat(Notices.isNotice(page)).isTrue();
          assertThat(Notices.isCode(page)).isFalse();
          assertThat(page.getText())
              .startsWith("Watchbill can't use slack-rooms: " + WHY)
              .contains("next contacts are used");
        });
  }

  @Test
  void tellManagersWhereThereIsNoAdminAndEverybodyWhereThereIsNeither() {
    assertThat(ways(notices(Map.of("manager", List.of("carla"))).of("push", WHY, NOW)))
        .containsExactly("carla inbox", "carla email");
    assertThat(ways(notices(Map.of()).of("push", WHY, NOW)))
        .containsExactly(
            "asha inbox",
            "asha slack",
            "bo inbox",
            "bo slack",
            "carla inbox",
            "carla email",
            "dora inbox");
  }

  @Test
  void areTheSameForAnHourWhicheverProcessTellsOfIt() {
    var notices = notices(Map.of("admin", List.of("asha")));
    var first = notices.of("push", "no answer", NOW);

    assertThat(notices.of("push", "answered 500", NOW.plusSeconds(3_599)))
        .extracting(Page::getId)
        .containsExactlyElementsOf(first.stream().map(Page::getId).toList());
    assertThat(notices.of("push", "no answer", NOW.plusSeconds(3_600)))
        .extracting(Page::getId)
        .doesNotContainAnyElementsOf(first.stream().map(Page::getId).toList());
  }
}
