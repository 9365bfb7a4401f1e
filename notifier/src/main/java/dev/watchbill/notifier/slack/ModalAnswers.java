package dev.watchbill.notifier.slack;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a dialog asks for, and says in it what is wrong or what became of it. */
final class ModalAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ModalAnswers.class);
  private static final Gson JSON = GsonFactory.createSnakeCase();

  private final PlanWishes plans;
  private final LinkedPeople people;
  private final IncidentResponses responses;
  private final InstantSource clock;
  private final NotifierMetrics metrics;

  ModalAnswers(
      PlanWishes plans,
      LinkedPeople people,
      IncidentResponses responses,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.plans = plans;
    this.people = people;
    this.responses = responses;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Answers a dialog, within the three seconds that Slack waits.
   *
   * @param payload as Slack sent it, its signature checked
   * @return JSON; empty: it can't be read
   */
  Optional<String> answer(String payload, String key) {
    ViewSubmissionPayload submitted;
    try {
      submitted = JSON.fromJson(payload, ViewSubmissionPayload.class);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
    if (submitted == null || submitted.getView() == null || submitted.getUser() == null) {
      return Optional.empty();
    }
    return Optional.of(JSON.toJson(answer(submitted, key)));
  }

  private ViewSubmissionResponse answer(ViewSubmissionPayload submitted, String key) {
    var user = String.valueOf(submitted.getUser().getId());
    var person = people.linked(user);
    if (person.isEmpty()) {
      return told(submitted, new Result("unlinked", people.unlinked(user)));
    }
    var callback = Objects.requireNonNullElse(submitted.getView().getCallbackId(), "");
    var fields = new Submitted(submitted, people);
    if (callback.equals(Modals.NOTE)) {
      return note(submitted, fields, person.get(), key);
    }
    var kind = Arrays.stream(Kind.values()).filter(it -> it.action().equals(callback)).findFirst();
    if (kind.isEmpty()) {
      return told(submitted, new Result("unknown", "This dialog is none of Watchbill's."));
    }
    var wish = fields.wish(kind.get(), person.get(), clock.instant());
    if (wish.isEmpty()) {
      return wrong(fields.errors());
    }
    var result = plans.ask(wish.get(), person.get(), key);
    return result.word().equals("refused") || result.word().equals("forbidden")
        ? wrong(Map.of(kind.get() == Kind.LEAVE ? "who" : "schedule", result.sentence()))
        : told(submitted, result);
  }

  private ViewSubmissionResponse note(
      ViewSubmissionPayload submitted, Submitted fields, String person, String key) {
    var text = SlackText.plain(fields.text("text"), Modals.LONGEST_NOTE);
    if (text.isBlank()) {
      return wrong(Map.of("text", "Expected a note, but got nothing."));
    }
    var incident = Objects.requireNonNullElse(submitted.getView().getPrivateMetadata(), "");
    return told(submitted, responses.note(incident, text, person, key));
  }

  private ViewSubmissionResponse wrong(Map<String, String> errors) {
    metrics.pressed(SlackRooms.SLACK, "nonsense");
    return ViewSubmissionResponse.builder().responseAction("errors").errors(errors).build();
  }

  private ViewSubmissionResponse told(ViewSubmissionPayload submitted, Result result) {
    metrics.pressed(SlackRooms.SLACK, result.word());
    LOG.atInfo()
        .addKeyValue(
            "dialog", SlackText.line(String.valueOf(submitted.getView().getCallbackId()), 20))
        .addKeyValue("outcome", result.word())
        .log("dialog sent in slack");
    return ViewSubmissionResponse.builder()
        .responseAction("update")
        .view(Modals.said(result.sentence()))
        .build();
  }
}
