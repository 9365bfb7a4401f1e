package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.contract.ApiDocument;
import dev.watchbill.console.contract.ApiDocument.Operation;
import dev.watchbill.console.contract.GeneratedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation, asked as its document allows and as it doesn't, answers as it says. */
@Tag("slow")
class ApiContractTest {
  private static final int REQUESTS = 60;

  /** Values that mean something here, by the name of the field or parameter. */
  private static final Map<String, List<String>> KNOWN =
      Map.ofEntries(
          Map.entry("id", List.of("checkout-1", "checkout-2", "checkout-3", "cto", "no-such-1")),
          Map.entry("incident", List.of("checkout-1", "checkout-2")),
          Map.entry("service", List.of("checkout")),
          Map.entry("team", List.of("payments")),
          Map.entry("schedule", List.of("primary")),
          Map.entry("person", List.of("asha", "bo", "cto")),
          Map.entry("who", List.of("asha", "bo")),
          Map.entry("with", List.of("bo")),
          Map.entry("insteadOf", List.of("asha")),
          Map.entry("as", List.of("asha", "bo")),
          Map.entry("to", List.of("asha", "2026-01-06T09:00:00Z", "team:payments")),
          Map.entry("from", List.of("2026-01-05T10:00:00Z", "2026-01-05T11:00")),
          Map.entry("at", List.of("2026-01-05T10:00:00Z", "2026-01-05T11:00+01:00")),
          Map.entry("until", List.of("2026-01-06T09:00:00Z")),
          Map.entry("startsAt", List.of("2026-01-05T09:30:00Z")),
          Map.entry("endsAt", List.of("2026-01-06T09:00:00Z")),
          Map.entry("expiresAt", List.of("2099-01-06T09:00:00Z")),
          Map.entry("othersExpireAt", List.of("2099-01-06T09:00:00Z")),
          Map.entry("returnFrom", List.of("2026-01-07T09:00:00Z")),
          Map.entry("returnTo", List.of("2026-01-08T09:00:00Z")),
          Map.entry("answer", List.of("accept", "decline", "withdraw")),
          Map.entry("action", List.of("override", "swap", "absence")),
          Map.entry("value", List.of("prod", "prod.*")));

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20260105})
  void answersAsItsDocumentSays(long seed) {
    try (var console = new RunningConsole(folder)) {
      var shop = new Shop(console);
      shop.incident("checkout-1");
      shop.story("checkout-1");
      shop.metrics("checkout-1");
      shop.incident("checkout-2");
      shop.incident("checkout-3", "resolved", Shop.AT);
      console.log.decider = response -> shop.decided(response, "applied", "done");
      console.log.planner = command -> shop.planned(command, "applied", "done");
      var admin = console.token("admin", "cto");
      var prepared = new Prepared(console, shop, admin);
      var document = new ApiDocument(console.get("/openapi.yaml", admin).text());
      var random = new SplittableRandom(seed);
      var problems = new ArrayList<String>();
      var answered = new TreeMap<String, Integer>();
      for (var operation : document.operations()) {
        for (var number = 0; number < REQUESTS; number++) {
          console.clock.advance(Duration.ofMillis(10));
          var known = new HashMap<>(KNOWN);
          known.putAll(prepared.of(operation.id()));
          var request = GeneratedRequest.of(operation, document, random.split(), known);
          var answer =
              console.ask(
                  operation.method(),
                  request.path(),
                  request.body(),
                  "Authorization",
                  "Bearer " + admin,
                  "Content-Type",
                  request.contentType());
          judge(document, operation, request, answer)
              .forEach(problem -> problems.add(said(operation, request, problem)));
          if (answer.status() < 300) {
            answered.merge(operation.id(), 1, Integer::sum);
          }
        }
      }
      assertThat(problems).as("seed %d", seed).isEmpty();
      assertThat(answered.keySet())
          .as("operations that were done at least once")
          .containsAll(document.operations().stream().map(Operation::id).toList());
    }
  }

  /** What the rules of others answer is a fake's word here; theirs is tested where they are. */
  private static final Set<String> ANSWERED_BY_A_FAKE = Set.of("fairness", "route");

  private static String said(Operation operation, GeneratedRequest request, String problem) {
    var asked = request.path() + " " + request.body();
    return "%s %s: %s"
        .formatted(operation.method(), asked.substring(0, Math.min(500, asked.length())), problem);
  }

  private static List<String> judge(
      ApiDocument document,
      Operation operation,
      GeneratedRequest request,
      RunningConsole.Answer answer) {
    if (answer.status() >= 500) {
      return List.of("expected no fault of ours, but got " + answer.status());
    }
    if (answer.status() == 200 && ANSWERED_BY_A_FAKE.contains(operation.id())) {
      return List.of();
    }
    var problems =
        new ArrayList<>(
            document.problems(
                operation,
                answer.status(),
                answer.header("Content-Type").split(";", 2)[0],
                answer.text()));
    if (request.mustBeRefused() && answer.status() < 400) {
      problems.add("expected a refusal, but got " + answer.status());
    }
    return problems.stream().map(it -> it.substring(0, Math.min(400, it.length()))).toList();
  }
}
