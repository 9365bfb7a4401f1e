package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.schemas.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentPagesTest {
  @TempDir Path folder;
  private RunningConsole console = nothing();
  private String token = "";

  @SuppressWarnings("NullAway") // Set before each test.
  private static RunningConsole nothing() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    var shop = new Shop(console);
    shop.incident("checkout-1");
    shop.story("checkout-1");
    shop.incident("checkout-2");
    shop.incident("checkout-3", "resolved", Shop.AT);
    console.log.decider = response -> shop.decided(response, "applied", "by hand");
    token = console.token("responder", "bo");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?text=FAILS",
        "?text=checkout-1",
        "?service=checkout&team=payments",
        "?show=all"
      })
  void listsWhatTheAddressAsksFor(String query) {
    assertThat(get("/incidents" + query).text()).contains("incident-checkout-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?text=%25", "?text=_", "?service=search", "?show=resolved", "?severity=info"})
  void listsNothingElse(String query) {
    assertThat(get("/incidents" + query).text()).doesNotContain("incident-checkout-1");
  }

  @Test
  void findsByTextOverTheApi() {
    assertThat(console.get("/api/v1/incidents?text=fails", token).json().path("items")).hasSize(3);
    assertThat(console.get("/api/v1/incidents?text=100%25", token).json().path("items")).isEmpty();
  }

  @Test
  void actsOnAllThatAreTicked() {
    var answer = post("/incidents", "action=acknowledge&id%3Acheckout-1=on&id%3Acheckout-2=on");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(console.log.responses)
        .extracting(Response::getIncident)
        .containsExactly("checkout-1", "checkout-2");
    assertThat(console.log.responses).extracting(Response::getPerson).containsOnly("bo");
  }

  @Test
  void doesNothingToNone() {
    assertThat(post("/incidents", "action=acknowledge").status()).isEqualTo(400);
    assertThat(post("/incidents", "action=forget&id%3Acheckout-1=on").status()).isEqualTo(400);
    assertThat(console.log.responses).isEmpty();
  }

  @Test
  void snoozesForALength() {
    post("/incidents/checkout-1/snooze", "until=4h");

    assertThat(console.log.responses)
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("snooze");
          assertThat(response.getUntil()).isEqualTo("2026-01-05T13:30:00Z");
        });
  }

  @Test
  void givesAnIncidentToSomebodyElse() {
    post("/incidents/checkout-1/reassign", "who=asha");

    assertThat(console.log.responses)
        .singleElement()
        .satisfies(response -> assertThat(response.getTo()).containsExactly("asha"));
  }

  @Test
  void saysWhyNotToWhoWasNotPaged() {
    assertThat(get("/incidents/checkout-1?person=bo").text())
        .contains("Why BO, or why not")
        .contains("not on call before 10:00");
  }

  @Test
  void makesAndEndsASilence() {
    console.log.silenced = (id, silence) -> console.received(console.topics.silences, id, silence);
    post(
        "/silences",
        "service=checkout&until=1h&matcher=host%3D~db.*%0D%0Aenv!%3Dprod&comment=moving");

    var silence = console.log.silences.getFirst();
    assertThat(silence.getMatchers())
        .extracting(it -> it.getIsRegex())
        .containsExactly(true, false);
    assertThat(get("/silences").text()).contains("service checkout host=~db.* env!=prod");

    console.clock.advance(java.time.Duration.ofMinutes(1));
    post("/silences/" + silence.getId() + "/end", "");
    assertThat(get("/silences").text()).contains(">over<");
  }

  @Test
  void saysWhatIsWrongWithASilence() {
    var answer = post("/silences", "until=1h&matcher=nonsense&comment=x");
    assertThat(get(answer.header("Location")).text()).contains("Expected a condition such as");
    assertThat(console.log.silences).isEmpty();
  }

  @Test
  void pagesSomebodyByHand() {
    post("/page", "text=Please+look&to=asha%2C+team%3Apayments&severity=critical");

    assertThat(console.log.responses)
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("page");
          assertThat(response.getTo()).containsExactly("asha", "team:payments");
        });
  }

  private Answer get(String path) {
    return console.get(path, token);
  }

  private Answer post(String path, String form) {
    return console.ask(
        "POST",
        path,
        form,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }
}
