package dev.watchbill.roster.yaml;

import dev.watchbill.roster.PolicyEntry;
import dev.watchbill.roster.PolicyEntry.Escalation;
import dev.watchbill.roster.PolicyEntry.Nobody;
import dev.watchbill.roster.PolicyEntry.Reaction;
import dev.watchbill.roster.PolicyEntry.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads one of {@code policies}. */
final class PolicyReader {
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);
  private static final Form<Duration> ACK_EXPIRES =
      Form.<Duration>of(
          "a duration such as 30m, or never",
          text ->
              text.equals("never")
                  ? Optional.of(Duration.ZERO)
                  : Times.PATIENCE.parse().apply(text));

  private PolicyReader() {}

  static PolicyEntry read(String id, Value value) {
    var section = value.section(Shape.POLICY);
    if (section.keys().isEmpty()) {
      value.wrong("at least one of " + Words.SEVERITIES, "none");
    }
    var severities = new LinkedHashMap<String, Reaction>();
    for (var severity : section.keys()) {
      section.get(severity).ifPresent(it -> severities.put(severity, reaction(severity, it)));
    }
    return new PolicyEntry(id, severities);
  }

  private static Reaction reaction(String severity, Value value) {
    if (value.isTable()) {
      return escalation(severity, value.section(Shape.ESCALATION));
    }
    var _ = value.as(Form.oneOf("none").saying("none, or steps"));
    return new Nobody();
  }

  private static Escalation escalation(String severity, Section section) {
    if (section.get("steps").filter(it -> !it.isList() || !it.list().isEmpty()).isEmpty()) {
      section.missing("steps", "at least one step");
    }
    var urgency = section.as("urgency", Form.oneOf("high", "low")).orElse("high");
    var defer = section.as("defer", Form.oneOf("support-hours"));
    if (defer.isPresent() && urgency.equals("high")) {
      section.get("defer").ifPresent(it -> it.wrong("\"urgency: low\" beside it", "high urgency"));
    }
    return new Escalation(
        urgency.equals("high"),
        section.as("ack-expires", ACK_EXPIRES).orElse(usualExpiry(severity)),
        section.as("repeat", Form.whole(0, 1000)).orElse(0),
        section.all("finally", TargetReader::read),
        defer.isPresent(),
        section.as("when-engaged", Form.oneOf("next")).isPresent(),
        section.as("ticket", Form.flag()).orElse(false),
        section.get("steps").map(Value::list).orElse(List.of()).stream()
            .map(it -> step(it.section(Shape.STEP)))
            .toList());
  }

  private static Duration usualExpiry(String severity) {
    return switch (severity) {
      case "critical" -> Duration.ofMinutes(30);
      case "error" -> Duration.ofHours(4);
      default -> Duration.ZERO;
    };
  }

  private static Step step(Section section) {
    var targets = section.all("notify", TargetReader::read);
    if (section.get("notify").filter(it -> !it.isList() || !it.list().isEmpty()).isEmpty()) {
      section.missing("notify", "at least one target such as schedule:primary");
    }
    return new Step(
        targets,
        section.all("via", it -> it.as(Words.VIA)),
        section.as("acks", Form.whole(1, 100)).orElse(1),
        section.as("round-robin", Form.flag()).orElse(false),
        section.as("delay", Times.DURATION).orElse(Duration.ZERO),
        section.as("patience", Times.PATIENCE).orElse(USUAL_PATIENCE));
  }
}
