package dev.watchbill.notifier.teams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where our token may go. */
class ConversationsTest {
  private static final URI USUAL = URI.create("https://smba.trafficmanager.net/teams/");

  private final Conversations conversations = new Conversations(USUAL);

  private static Activity from(String conversation, String serviceUrl) {
    return Activity.of(
            """
            {"type": "message", "id": "1", "serviceUrl": "%s", "from": {"aadObjectId": "U-1"},
             "conversation": {"id": "%s", "conversationType": "personal"}}
            """
                .formatted(serviceUrl, conversation))
        .orElseThrow();
  }

  @Test
  void asksForAConversationWhereItWasHeardFrom() {
    conversations.learn(from("a:1", "https://smba.trafficmanager.net/emea/"));
    conversations.learn(
        from("19:x@thread.tacv2;messageid=7", "https://smba.trafficmanager.net/amer/"));

    assertThat(conversations.service("a:1"))
        .isEqualTo(URI.create("https://smba.trafficmanager.net/emea/"));
    assertThat(conversations.service("19:x@thread.tacv2"))
        .isEqualTo(URI.create("https://smba.trafficmanager.net/amer/"));
    assertThat(conversations.service("a:2")).isEqualTo(USUAL);
    assertThat(conversations.chat("u-1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net/?to=x",
        "https://169.254.169.254/latest/",
        "file:///etc/passwd",
        "smba.trafficmanager.net",
        "no address",
        ""
      })
  void asksNobodyElse(String serviceUrl) {
    assertThat(conversations.mayBeAsked(serviceUrl)).isFalse();
    conversations.learn(from("a:1", serviceUrl));
    assertThat(conversations.service("a:1")).isEqualTo(USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WATCHBILL_TEAMS_APP_ID", "WATCHBILL_TEAMS_TENANT"})
  void saysWhatIsMissingOrWrongInItsSettingsAndNeverTheSecret(String name) {
    var all =
        new HashMap<>(
            Map.of(
                "WATCHBILL_TEAMS_APP_ID", "11111111-2222-3333-4444-555555555555",
                "WATCHBILL_TEAMS_APP_PASSWORD", "t0p-secret",
                "WATCHBILL_TEAMS_TENANT", "99999999-8888-7777-6666-555555555555"));
    assertThat(TeamsSettings.of(new Environment(all)).orElseThrow().toString())
        .doesNotContain("t0p-secret");
    assertThat(TeamsSettings.of(new Environment(Map.of()))).isEmpty();
    all.put(name, "example.com");
    assertThat(wrong(all)).contains("expected " + name + " to be an id such as");
    all.remove(name);
    assertThat(wrong(all)).isEqualTo("expected " + name + " to be set, as the others are");
  }

  private static String wrong(Map<String, String> variables) {
    try {
      return TeamsSettings.of(new Environment(variables)).toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
