package dev.watchbill.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manifest in README.md, which people paste, is what the code needs. */
class ManifestTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/watchbill/notifier/slack");
  private static final String BASE = "https://oncall.example.com";

  /** As Slack's reference of each method has them. */
  private static final Map<String, List<String>> SCOPES =
      Map.of(
          "chatPostMessage", List.of("chat:write", "chat:write.public", "im:write"),
          "chatUpdate", List.of("chat:write"),
          "conversationsReplies", List.of("channels:history", "groups:history"),
          "usergroupsUsersList", List.of("usergroups:read"),
          "usergroupsUsersUpdate", List.of("usergroups:write"),
          "viewsOpen", List.of(),
          "viewsPublish", List.of());

  private final JsonNode manifest = manifest();

  private static JsonNode manifest() {
    try {
      var found =
          Pattern.compile("```json\\s+(\\{\\s*\"display_information\".*?)```", Pattern.DOTALL)
              .matcher(Files.readString(Path.of("../README.md")));
      assertThat(found.find()).isTrue();
      return JsonText.read(found.group(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void asksForTheScopesThatTheMethodsNeedAndNoOthers() throws IOException {
    var needed = new HashSet<>(Set.of("commands"));
    Pattern.compile("\\bmethods\\.(\\w+)\\(")
        .matcher(Files.readString(SOURCES.resolve("SlackApi.java")))
        .results()
        .map(found -> found.group(1))
        .forEach(method -> {
          assertThat(SCOPES).containsKey(method);
          needed.addAll(SCOPES.getOrDefault(method, List.of()));
        });

    assertThat(texts(manifest.at("/oauth_config/scopes/bot")))
        .containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void leadsToWhereWeListen() throws IOException {
    var routes = Files.readString(SOURCES.resolve("http/SlackRoutes.java"));
    var addresses =
        List.of(
            manifest.at("/features/slash_commands/0/url").asText(),
            manifest.at("/settings/event_subscriptions/request_url").asText(),
            manifest.at("/settings/interactivity/request_url").asText());

    assertThat(addresses)
        .doesNotHaveDuplicates()
        .allSatisfy(address -> {
          assertThat(address).startsWith(BASE + "/slack/");
          assertThat(routes)
              .contains("rules.post(\"%s\"".formatted(address.substring(BASE.length())));
        });
  }

  @Test
  void asksForTheEventsThatAreTaken() throws IOException {
    var app = Files.readString(SOURCES.resolve("SlackApp.java"));

    assertThat(texts(manifest.at("/settings/event_subscriptions/bot_events")))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(app).contains('"' + event + '"'));
    assertThat(manifest.at("/features/app_home/home_tab_enabled").asBoolean()).isTrue();
    assertThat(manifest.at("/features/slash_commands/0/should_escape").asBoolean()).isTrue();
  }

  private static List<String> texts(JsonNode list) {
    var all = new ArrayList<String>();
    list.forEach(one -> all.add(one.asText()));
    return all;
  }
}
