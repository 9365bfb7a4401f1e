package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.section;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_HEADER;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_LINE;
import static dev.watchbill.notifier.slack.Pieces.address;
import static dev.watchbill.notifier.slack.Pieces.button;
import static dev.watchbill.notifier.slack.Pieces.date;
import static dev.watchbill.notifier.slack.Pieces.headline;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;
import static dev.watchbill.notifier.slack.Pieces.words;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownIncidents.Open;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which incidents are open, and why one went as it did. */
record IncidentAnswers(Supplier<RosterSnapshot> roster, KnownIncidents incidents) {
  private static final int MOST_OPEN = 20;
  private static final int MOST_STEPS = 30;
  private static final int MOST_AHEAD = 5;

  /**
   * Those that aren't resolved, with a button for each that nobody has.
   *
   * @param words {@code all}, a team or a service; none: those of the asker and their teams
   */
  SlackMessage open(List<String> words, String asker) {
    if (words.isEmpty()) {
      return list("Open incidents of you and your teams", ofAsker(asker));
    }
    var name = words.getFirst().replaceFirst("^(service|team):", "");
    var known = roster.get();
    if (name.equals("all")) {
      return list("Open incidents", incident -> true);
    }
    if (known.teams().containsKey(name) || known.services().containsKey(name)) {
      return list(
          "Open incidents of " + name,
          incident -> name.equals(incident.team()) || name.equals(incident.service()));
    }
    return SlackMessage.saying(
        "Expected all, or a team or service of the roster, but got \"%s\"."
            .formatted(SlackText.line(words.getFirst(), 100)));
  }

  /** Whether it concerns somebody: they have it, or their team. */
  Predicate<Open> ofAsker(String asker) {
    var teams =
        roster.get().teams().values().stream()
            .filter(team -> team.getMembers().contains(asker))
            .map(Team::getId)
            .toList();
    return incident ->
        incident.people().contains(asker)
            || (incident.team() != null && teams.contains(incident.team()));
  }

  private SlackMessage list(String headline, Predicate<Open> which) {
    var all = incidents.open().stream().filter(which).toList();
    return Share.fitting(MOST_OPEN, share -> list(headline, all, share));
  }

  private SlackMessage list(String headline, List<Open> all, Share share) {
    var said = all.isEmpty() ? headline + ": none." : "%s: %d".formatted(headline, all.size());
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(paragraph(List.of(text(said))));
    all.stream()
        .limit(share.lines())
        .map(incident -> line(incident, share.longest()))
        .forEach(blocks::add);
    if (all.size() > share.lines()) {
      blocks.add(paragraph(further(all.size() - share.lines())));
    }
    return new SlackMessage(SlackText.escaped(said), blocks);
  }

  /** One that isn't resolved, with a button for what makes sense now. */
  LayoutBlock line(Open incident) {
    return line(incident, LONGEST_LINE);
  }

  private LayoutBlock line(Open incident, int longest) {
    var known = roster.get();
    var people = incident.people().stream().map(known::nameOf).toList();
    var line =
        "%s %s %s: %s (%s%s)"
            .formatted(
                incident.severity().toUpperCase(Locale.ROOT),
                incident.status(),
                incident.service(),
                incident.title(),
                incident.id(),
                people.isEmpty() ? "" : "; " + Words.some(people));
    var action =
        incident.status().equals("acknowledged") ? ButtonAction.RESOLVE : ButtonAction.ACKNOWLEDGE;
    return section(it ->
        it.text(words(SlackText.line(line, longest))).accessory(button(action, incident.id())));
  }

  private List<RichTextElement> further(int more) {
    var line = new ArrayList<RichTextElement>();
    line.add(text("And %d more".formatted(more)));
    at("/incidents")
        .ifPresentOrElse(
            url -> {
              line.add(text(": "));
              line.add(address(url));
            },
            () -> line.add(text(". Name a team or service.")));
    return line;
  }

  /** Why an incident went as it did, for somebody who was just woken up. */
  SlackMessage why(List<String> words) {
    if (words.size() != 1) {
      return SlackMessage.saying("Expected one incident, such as /watchbill why checkout-42.");
    }
    var id = SlackText.line(words.getFirst(), 150);
    return incidents
        .whole(id)
        .map(this::story)
        .or(() -> incidents.open(id).map(this::inShort))
        .orElseGet(() ->
            SlackMessage.saying(
                "No incident \"%s\" is open or was changed lately%s"
                    .formatted(id, at("/incidents/" + id).map(" — see "::concat).orElse("."))));
  }

  private SlackMessage inShort(Open incident) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(line(incident));
    at("/incidents/" + incident.id())
        .ifPresent(url -> blocks.add(paragraph(List.of(text("Its story: "), address(url)))));
    return new SlackMessage(
        SlackText.escaped(SlackText.line(incident.title(), LONGEST_LINE)), blocks);
  }

  private SlackMessage story(Incident incident) {
    return Share.fitting(MOST_STEPS, share -> story(incident, share));
  }

  private SlackMessage story(Incident incident, Share share) {
    var known = roster.get();
    var title =
        SlackText.line(
            "%s (%s, %s): %s"
                .formatted(
                    incident.getId(),
                    incident.getSeverity(),
                    incident.getStatus(),
                    incident.getTitle()),
            LONGEST_HEADER);
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline(title));
    blocks.add(
        paragraph(
            List.of(text("Opened "), date(incident.getOpenedAt()), text(where(incident, share)))));
    blocks.add(paragraph(List.of(text(share.line(policy(incident))))));
    var steps = incident.getTimeline().stream().filter(Timeline::tells).toList();
    var earlier = Math.max(0, steps.size() - share.lines()) + incident.getEventsDropped();
    if (earlier > 0) {
      blocks.add(paragraph(List.of(text("%d earlier steps".formatted(earlier)))));
    }
    steps.subList(Math.max(0, steps.size() - share.lines()), steps.size()).stream()
        .map(step ->
            paragraph(
                List.of(date(step.getAt()), text("  " + share.line(Timeline.line(step, known))))))
        .forEach(blocks::add);
    ahead(incident, known, share, blocks);
    at("/incidents/" + incident.getId())
        .ifPresent(url -> blocks.add(paragraph(List.of(text("More: "), address(url)))));
    return new SlackMessage(SlackText.escaped(title), blocks);
  }

  private static String where(Incident incident, Share share) {
    var team = incident.getTeam() == null ? "" : ", team " + incident.getTeam();
    return share.line(". Service " + incident.getService() + team);
  }

  private static String policy(Incident incident) {
    return "It follows %s of roster %s: %s"
        .formatted(
            incident.getPolicy() == null ? "no policy" : "policy " + incident.getPolicy(),
            incident.getRosterVersion(),
            incident.getWhy());
  }

  private static void ahead(
      Incident incident, RosterSnapshot known, Share share, List<LayoutBlock> blocks) {
    for (var step : incident.getPath().stream().limit(MOST_AHEAD).toList()) {
      var whom =
          step.getPeople().isEmpty()
              ? Words.some(step.getTargets())
              : Words.some(step.getPeople().stream().map(known::nameOf).toList());
      blocks.add(
          paragraph(
              List.of(
                  text("Unless somebody acts, "),
                  date(step.getAt()),
                  text(" " + share.line(whom)))));
    }
  }

  private Optional<String> at(String path) {
    return Optional.ofNullable(roster.get().organization().getBaseUrl())
        .map(base -> base.replaceAll("/+$", "") + path);
  }
}
