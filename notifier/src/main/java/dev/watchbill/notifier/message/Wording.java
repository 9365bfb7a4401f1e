package dev.watchbill.notifier.message;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.BadTemplate;
import dev.watchbill.template.Medium;
import dev.watchbill.template.MessageTemplate;
import dev.watchbill.template.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What messages say as the roster has it: its team's words, else the organisation's. The first line
 * is the headline. It is plain text, and whoever sends it escapes it.
 */
public record Wording(RosterSnapshot roster) {
  private static final Logger LOG = LoggerFactory.getLogger(Wording.class);
  private static final int MOST_KEPT = 500;

  /** Reading one takes longer than filling it in. */
  private static final Map<String, MessageTemplate> READ = new ConcurrentHashMap<>();

  /** A page; empty: the roster leaves it as it is. */
  public Optional<String> of(Medium medium, Page page) {
    return template(medium, page.getIncident().getTeam())
        .map(it -> fill(it, medium, page))
        .filter(text -> !text.isBlank());
  }

  /** What a room shows; empty: the roster leaves it as it is. */
  public Optional<String> of(Medium medium, Assignment assignment) {
    return template(medium, assignment.getIncident().getTeam())
        .map(it -> fill(it, medium, assignment))
        .filter(text -> !text.isBlank());
  }

  /** A page as the roster has it, else by this template of ours. */
  public String of(Medium medium, Page page, String usual) {
    return of(medium, page)
        .or(() -> read(usual).map(it -> fill(it, medium, page)))
        .orElseThrow(() -> new IllegalStateException("Our own template can be read"));
  }

  /** What a room shows as the roster has it, else by this template of ours. */
  public String of(Medium medium, Assignment assignment, String usual) {
    return of(medium, assignment)
        .or(() -> read(usual).map(it -> fill(it, medium, assignment)))
        .orElseThrow(() -> new IllegalStateException("Our own template can be read"));
  }

  /** What happens if nobody acts, and when. */
  public Optional<String> next(Assignment assignment) {
    return Optional.ofNullable(Facts.of(assignment, roster, Medium.TICKET).get(Variable.NEXT));
  }

  private String fill(MessageTemplate template, Medium medium, Page page) {
    return template.fill(
        Facts.of(page, roster, medium), page.getIncident().getLabels(), medium.longest());
  }

  private String fill(MessageTemplate template, Medium medium, Assignment assignment) {
    return template.fill(
        Facts.of(assignment, roster, medium),
        assignment.getIncident().getLabels(),
        medium.longest());
  }

  private Optional<MessageTemplate> template(Medium medium, @Nullable String team) {
    var own =
        Optional.ofNullable(team)
            .flatMap(id -> Optional.ofNullable(roster.teams().get(id)))
            .map(Team::getMessages)
            .flatMap(messages -> Optional.ofNullable(messages.get(medium.word())));
    return own.or(() -> Optional.ofNullable(roster.organization().getMessages().get(medium.word())))
        .flatMap(Wording::read);
  }

  /** What can't be read is said as usual: a page may not fail on its words. */
  private static Optional<MessageTemplate> read(String source) {
    var known = READ.get(source);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      var template = MessageTemplate.of(source);
      if (READ.size() >= MOST_KEPT) {
        READ.clear();
      }
      READ.put(source, template);
      return Optional.of(template);
    } catch (BadTemplate e) {
      LOG.atError().addKeyValue("problem", e.getMessage()).log("template can't be read; as usual");
      return Optional.empty();
    }
  }
}
