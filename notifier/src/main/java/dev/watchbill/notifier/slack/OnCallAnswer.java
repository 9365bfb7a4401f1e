package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.slack.Pieces.date;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who is on call, until when, and who comes next. */
record OnCallAnswer(Supplier<RosterSnapshot> roster, KnownShifts shifts, InstantSource clock) {
  /** With a headline, below Slack's 50 blocks. */
  private static final int MOST = 40;

  private static final List<String> LADDER = List.of("critical", "error", "warning", "info");

  /**
   * The answer.
   *
   * @param words a schedule, service or team; none: the schedules of the asker's teams, or all
   */
  SlackMessage of(List<String> words, String asker) {
    var known = roster.get();
    if (words.isEmpty()) {
      return schedules("On call now", ownOrAll(asker, known));
    }
    var name = words.getFirst().replaceFirst("^(schedule|service|team):", "");
    if (known.schedules().containsKey(name)) {
      return schedules("On call now", List.of(name));
    }
    var service = known.services().get(name);
    if (service != null) {
      return service(service, known);
    }
    if (known.teams().containsKey(name)) {
      return schedules("On call now for the team " + name, ofTeams(List.of(name), known));
    }
    return SlackMessage.saying(
        "Expected a schedule, service or team of the roster, but got \"%s\". Schedules: %s."
            .formatted(
                SlackText.line(words.getFirst(), 100),
                Words.some(known.schedules().keySet().stream().sorted().toList())));
  }

  private static List<String> ownOrAll(String asker, RosterSnapshot known) {
    var own =
        known.teams().values().stream()
            .filter(team -> team.getMembers().contains(asker))
            .map(team -> team.getId())
            .toList();
    var theirs = ofTeams(own, known);
    return theirs.isEmpty() ? known.schedules().keySet().stream().sorted().toList() : theirs;
  }

  private static List<String> ofTeams(Collection<String> teams, RosterSnapshot known) {
    return known.schedules().values().stream()
        .filter(schedule -> teams.contains(schedule.getTeam()))
        .map(schedule -> schedule.getId())
        .sorted()
        .toList();
  }

  private SlackMessage schedules(String headline, List<String> schedules) {
    return Share.fitting(MOST, share -> schedules(headline, schedules, share));
  }

  private SlackMessage schedules(String headline, List<String> schedules, Share share) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(paragraph(List.of(text(headline))));
    schedules.stream()
        .limit(share.lines())
        .map(schedule -> paragraph(line(schedule, share)))
        .forEach(blocks::add);
    var further = schedules.size() - share.lines();
    if (further > 0) {
      blocks.add(paragraph(List.of(text("And %d more: name one, or a team.".formatted(further)))));
    }
    if (schedules.isEmpty()) {
      blocks.add(paragraph(List.of(text("There is no schedule."))));
    }
    return new SlackMessage(SlackText.escaped(headline), blocks);
  }

  private List<RichTextElement> line(String schedule, Share share) {
    var now = clock.instant();
    var line = new ArrayList<RichTextElement>();
    line.add(text(SlackText.line(schedule, 150) + ": "));
    var serving = shifts.at(schedule, now);
    if (serving.isEmpty()) {
      line.add(text("nobody"));
    } else {
      line.add(text(share.line(names(serving))));
      line.add(text(" until "));
      line.add(date(end(serving)));
    }
    var rest = serving.isEmpty() ? now : end(serving).minusMillis(1);
    next(schedule, rest, serving.isEmpty()).ifPresent(line::addAll);
    return line;
  }

  private Optional<List<RichTextElement>> next(String schedule, Instant after, boolean withTime) {
    return shifts
        .after(schedule, after)
        .map(shift -> {
          var words = new ArrayList<RichTextElement>();
          words.add(text(", then " + SlackText.line(roster.get().nameOf(shift.getWho()), 150)));
          if (withTime) {
            words.add(text(" from "));
            words.add(date(shift.getStart()));
          }
          return words;
        });
  }

  private static Instant end(List<Shift> serving) {
    return serving.stream().map(Shift::getEnd).min(Comparator.naturalOrder()).orElseThrow();
  }

  private String names(List<Shift> serving) {
    return Words.some(
        serving.stream().map(Shift::getWho).distinct().map(roster.get()::nameOf).toList());
  }

  private SlackMessage service(Service service, RosterSnapshot known) {
    var headline = "On call now for the service " + service.getId();
    var policy = policy(service, known);
    var rules =
        policy.flatMap(it ->
            LADDER.stream()
                .map(it.getSeverities()::get)
                .filter(Objects::nonNull)
                .filter(severity -> !severity.getPagesNobody())
                .findFirst());
    if (rules.isEmpty()) {
      var team = Optional.ofNullable(service.getTeam()).map(List::of).orElse(List.of());
      return schedules(headline, ofTeams(team, known));
    }
    return Share.fitting(MOST, share -> steps(headline, rules.get().getSteps(), share));
  }

  private SlackMessage steps(String headline, List<PolicyStep> steps, Share share) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(paragraph(List.of(text(headline))));
    var number = 1;
    for (var step : steps) {
      blocks.add(paragraph(List.of(text("Step %d".formatted(number++)))));
      targets(step, share).map(Pieces::paragraph).forEach(blocks::add);
    }
    var further = blocks.size() - 1 - share.lines();
    if (further <= 0) {
      return new SlackMessage(SlackText.escaped(headline), blocks);
    }
    var some = new ArrayList<>(blocks.subList(0, 1 + share.lines()));
    some.add(paragraph(List.of(text("And more: name a schedule or team."))));
    return new SlackMessage(SlackText.escaped(headline), some);
  }

  private Stream<List<RichTextElement>> targets(PolicyStep step, Share share) {
    return step.getTargets().stream()
        .flatMap(target ->
            switch (target.getKind()) {
              case "schedule", "awake-of" -> target.getIds().stream().map(id -> line(id, share));
              default -> Stream.of(List.of(text(share.line(said(target)))));
            });
  }

  private String said(Target target) {
    var ids = target.getIds().stream();
    return target.getKind().equals("person")
        ? Words.some(ids.map(roster.get()::nameOf).toList())
        : target.getKind() + " " + Words.some(ids.toList());
  }

  /** The service's own, or that of the first route that looks at no labels. */
  private static Optional<Policy> policy(Service service, RosterSnapshot known) {
    return Optional.ofNullable(service.getPolicy())
        .or(() ->
            known.routes().stream()
                .filter(route -> route.getLabels().isEmpty() && suits(route, service))
                .map(Route::getPolicy)
                .filter(Objects::nonNull)
                .findFirst())
        .or(() -> Optional.ofNullable(known.organization().getFallbackPolicy()))
        .map(known.policies()::get);
  }

  private static boolean suits(Route route, Service service) {
    return (route.getTier() == null || route.getTier().equals(service.getTier()))
        && (route.getRegion() == null || route.getRegion().equals(service.getRegion()))
        && (route.getService() == null || route.getService().equals(service.getId()));
  }
}
