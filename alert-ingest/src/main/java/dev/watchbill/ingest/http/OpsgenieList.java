package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.schemas.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final Pattern QUOTED_OR_AND =
      Pattern.compile("\"[^\"]*\"|\\s+(?:AND|and)\\s+|\\s*&&\\s*");

  /** By all that Opsgenie names; what isn't known here, or the same for all, is as they came. */
  private static final Map<String, Comparator<Incident>> ORDERS =
      Map.ofEntries(
          Map.entry("createdAt", by(Incident::getOpenedAt)),
          Map.entry("tinyId", by(Incident::getOpenedAt)),
          Map.entry("updatedAt", by(OpsgenieAnswers::latest)),
          Map.entry("lastOccurredAt", by(OpsgenieAnswers::latest)),
          Map.entry("alias", by(OpsgenieAnswers::alias)),
          Map.entry("message", by(Incident::getTitle)),
          Map.entry("status", by(incident -> !OpsgenieAnswers.isClosed(incident))),
          Map.entry("acknowledged", by(incident -> incident.getAcknowledgedAt() != null)),
          Map.entry("isSeen", by(incident -> incident.getAcknowledgedAt() != null)),
          Map.entry("snoozed", by(OpsgenieAnswers::isSnoozed)),
          Map.entry("snoozedUntil", by(Incident::getOpenedAt)),
          Map.entry("count", by(Incident::getAlerts)),
          Map.entry("source", by(Incident::getOpenedAt)),
          Map.entry("owner", by(Incident::getAcknowledgedBy)),
          Map.entry("integration.name", by(Incident::getOpenedAt)),
          Map.entry("integration.type", by(Incident::getOpenedAt)),
          Map.entry("report.ackTime", by(OpsgenieAnswers::timeToAcknowledge)),
          Map.entry("report.closeTime", by(OpsgenieAnswers::timeToClose)),
          Map.entry("report.acknowledgedBy", by(Incident::getAcknowledgedBy)),
          Map.entry("report.closedBy", by(Incident::getResolvedBy)));

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
    var order = ORDERS.get(by);
    if (order == null) {
      throw new Unclear(
          "sort: expected one of %s, but got %s"
              .formatted(String.join(", ", new TreeSet<>(ORDERS.keySet())), PlainText.quoted(by)));
    }
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "asc" -> order;
      case "desc" -> order.reversed();
      default ->
          throw new Unclear("order: expected asc or desc, but got " + PlainText.quoted(direction));
    };
  }

  /** Where there is none of it, first. */
  private static <T extends Comparable<? super T>> Comparator<Incident> by(
      Function<Incident, @Nullable T> what) {
    return Comparator.<Incident, @Nullable T>comparing(
            what, Comparator.nullsFirst(Comparator.<T>naturalOrder()))
        .thenComparing(Incident::getOpenedAt);
  }

  private static Predicate<Incident> wanted(String query) throws Unclear {
    var terms = new ArrayList<Predicate<Incident>>();
    if (!query.isBlank()) {
      for (var written : termsOf(query.strip())) {
        terms.add(term(written.strip()));
      }
    }
    return incident -> terms.stream().allMatch(term -> term.test(incident));
  }

  /** What AND joins; one within quotes is a word of a text. */
  private static List<String> termsOf(String query) {
    var terms = new ArrayList<String>();
    var from = 0;
    var found = QUOTED_OR_AND.matcher(query);
    while (found.find()) {
      if (query.charAt(found.start()) != '"') {
        terms.add(query.substring(from, found.start()));
        from = found.end();
      }
    }
    terms.add(query.substring(from));
    return terms;
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
      case "snoozed" -> is(value, written, OpsgenieAnswers::isSnoozed);
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
