package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.schemas.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which alerts somebody wants listed. What of a search we don't know is refused: whoever closes all
 * that a list shows must not be shown others.
 *
 * @see <a href="https://support.atlassian.com/opsgenie/docs/search-queries-for-alerts/">Search
 *     queries for alerts</a>
 */
record OpsgenieList(
    Predicate<Incident> isWanted, Comparator<Incident> order, int offset, int limit) {
  private static final int MOST = 100;
  private static final int USUAL = 20;
  private static final int FARTHEST = 20_000;
  private static final Pattern TERM =
      Pattern.compile("(\\w+)\\s*[:=]\\s*(?:\"([^\"]*)\"|([^\\s\"()<>*]+))");
  private static final Pattern AND = Pattern.compile("\\s+(?:AND|and)\\s+|\\s*&&\\s*");

  /** What somebody asks for isn't clear. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1;

    private Unclear(String sentence) {
      super(sentence);
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * As a request's query says.
   *
   * @param parameter by its name
   * @throws Unclear if it can't be said which alerts that are
   */
  static OpsgenieList asked(Function<String, Optional<String>> parameter) throws Unclear {
    if (parameter.apply("searchIdentifier").isPresent()) {
      throw new Unclear(
          "searchIdentifier: expected none, as no searches are saved here; use query");
    }
    return new OpsgenieList(
        wanted(parameter.apply("query").orElse("")),
        order(parameter.apply("sort").orElse("createdAt"), parameter.apply("order").orElse("desc")),
        number("offset", parameter, 0, 0, FARTHEST),
        number("limit", parameter, 1, USUAL, MOST));
  }

  List<Incident> of(List<Incident> all) {
    return all.stream().filter(isWanted).sorted(order).skip(offset).limit(limit).toList();
  }

  private static int number(
      String name, Function<String, Optional<String>> parameter, int least, int usual, int most)
      throws Unclear {
    var said = parameter.apply(name);
    if (said.isEmpty()) {
      return usual;
    }
    var isNumber = said.get().matches("[0-9]{1,6}");
    var number = isNumber ? Integer.parseInt(said.get()) : -1;
    if (number < least || number > most) {
      throw new Unclear(
          "%s: expected a number from %d to %d, but got %s"
              .formatted(name, least, most, PlainText.quoted(said.get())));
    }
    return number;
  }

  private static Comparator<Incident> order(String by, String direction) throws Unclear {
    Comparator<Incident> order =
        switch (by) {
          case "createdAt", "tinyId" -> Comparator.comparing(Incident::getOpenedAt);
          case "updatedAt", "lastOccurredAt" -> Comparator.comparing(OpsgenieAnswers::latest);
          default ->
              throw new Unclear(
                  "sort: expected createdAt, updatedAt, lastOccurredAt or tinyId, but got "
                      + PlainText.quoted(by));
        };
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "asc" -> order;
      case "desc" -> order.reversed();
      default ->
          throw new Unclear("order: expected asc or desc, but got " + PlainText.quoted(direction));
    };
  }

  private static Predicate<Incident> wanted(String query) throws Unclear {
    var terms = new ArrayList<Predicate<Incident>>();
    if (!query.isBlank()) {
      for (var written : AND.split(query.strip(), -1)) {
        terms.add(term(written.strip()));
      }
    }
    return incident -> terms.stream().allMatch(term -> term.test(incident));
  }

  private static Predicate<Incident> term(String written) throws Unclear {
    var term = TERM.matcher(written);
    if (!term.matches()) {
      throw unknown(written);
    }
    var value = term.group(2) == null ? term.group(3) : term.group(2);
    return switch (term.group(1)) {
      case "status" -> status(value, written);
      case "acknowledged", "isSeen" ->
          is(value, written, incident -> incident.getAcknowledgedAt() != null);
      case "snoozed" -> is(value, written, incident -> incident.getStatus().equals("snoozed"));
      case "priority" -> incident -> OpsgenieAnswers.priority(incident.getSeverity()).equals(value);
      case "tinyId" -> incident -> OpsgenieAnswers.number(incident.getId()).equals(value);
      case "alias" -> incident -> IncidentBook.isOf(incident, value);
      case "message" -> {
        var part = value.toLowerCase(Locale.ROOT);
        yield incident -> incident.getTitle().toLowerCase(Locale.ROOT).contains(part);
      }
      default -> throw unknown(written);
    };
  }

  private static Predicate<Incident> status(String value, String written) throws Unclear {
    return switch (value) {
      case "open" -> incident -> !OpsgenieAnswers.isClosed(incident);
      case "closed" -> OpsgenieAnswers::isClosed;
      default -> throw unknown(written);
    };
  }

  private static Predicate<Incident> is(String value, String written, Predicate<Incident> so)
      throws Unclear {
    return switch (value) {
      case "true" -> so;
      case "false" -> so.negate();
      default -> throw unknown(written);
    };
  }

  private static Unclear unknown(String written) {
    return new Unclear(
        "query: expected terms such as status:open, joined with AND, of status, acknowledged,"
            + " snoozed, priority, tinyId, alias and message, but got "
            + PlainText.quoted(written));
  }
}
