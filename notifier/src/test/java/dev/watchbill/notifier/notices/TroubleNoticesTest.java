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

  private static List<String> ids(List<Page> all) {
    return all.stream().map(Page::getId).toList();
  }

  private static List<String> ways(List<Page> all) {
    return all.stream().map(page -> page.getPerson() + " " + page.getChannel()).toList();
  }

  @Test
  void tellAdminsInTheInboxAndByOneMoreChannelThatIsNotTheProvidersOwn() {
    var all =
        notices(Map.of("admin", List.of("asha", "bo"), "manager", List.of("carla")))
            .of("slack-rooms", WHY, "", NOW);

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
  void tellManagersWhereThereIsNoAdminAndEverybodyInTheInboxAloneWhereThereIsNeither() {
    assertThat(ways(notices(Map.of("manager", List.of("carla"))).of("push", WHY, "", NOW)))
        .containsExactly("carla inbox", "carla email");
    assertThat(ways(notices(Map.of()).of("push", WHY, "", NOW)))
        .containsExactly("asha inbox", "bo inbox", "carla inbox", "dora inbox");
  }

  @Test
  void areTheSameForAnHourWhicheverProcessTellsOfIt() {
    var notices = notices(Map.of("admin", List.of("asha")));
    var first = ids(notices.of("twilio-sms", "it fails", "no answer", NOW));

    var meanwhile = NOW.plusSeconds(3_599);
    assertThat(ids(notices.of("twilio-sms", "it fails", "answered 500", meanwhile)))
        .isEqualTo(first);
    assertThat(ids(notices.of("twilio-call", "it fails", "", meanwhile))).isEqualTo(first);
    assertThat(ids(notices.of("twilio-sms", "it refuses us", "", meanwhile)))
        .doesNotContainAnyElementsOf(first);
    assertThat(ids(notices.of("twilio-sms", "it fails", "no answer", NOW.plusSeconds(3_600))))
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void sayWhatWasAnsweredLastAndThatAnotherProviderMayTakeIt() {
    assertThat(
            notices(Map.of("admin", List.of("asha")))
                .of("twilio-sms", "it fails again and again", "twilio answered 500", NOW)
                .getFirst()
                .getText())
        .startsWith(
            "Watchbill can't use twilio-sms: it fails again and again, last so: twilio answered"
                + " 500\nWhat is to go over it takes another provider where one is set up.");
  }
}
