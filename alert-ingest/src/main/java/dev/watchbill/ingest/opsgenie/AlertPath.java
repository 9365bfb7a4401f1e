package dev.watchbill.ingest.opsgenie;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a request below {@code /v2/alerts} is about. Opsgenie's SDK puts an alias into the path as
 * it is, slashes included, and may end it with a slash.
 */
public sealed interface AlertPath {

  /** All alerts: one is created, or they are listed. */
  record All() implements AlertPath {}

  /** What became of a request. */
  record RequestStatus(String requestId) implements AlertPath {}

  /**
   * One alert as a whole.
   *
   * @param identifier id, tiny id or alias, decoded
   */
  record One(String identifier) implements AlertPath {}

  /** Something of one alert. */
  record Of(String identifier, Action action) implements AlertPath {}

  /** What a request wants; as an alias may hold slashes, the same path is another for each. */
  public enum Wish {
    /** To know something. Only notes lie below an alert then. */
    LOOK,
    /** To take something away: the alert, or its tags or details. */
    REMOVE,
    /** To do something. */
    ACT
  }

  /**
   * Takes a path apart.
   *
   * @param raw behind {@code /v2/alerts}, still encoded
   */
  public static AlertPath of(String raw, Wish wish) {
    var rest = strip(raw);
    if (rest.isEmpty()) {
      return new All();
    }
    if (wish == Wish.LOOK && rest.startsWith("requests/")) {
      return new RequestStatus(decoded(rest.substring("requests/".length())));
    }
    var slash = rest.lastIndexOf('/');
    if (slash > 0) {
      var action = action(rest.substring(slash + 1), wish);
      if (action.isPresent()) {
        return new Of(decoded(rest.substring(0, slash)), action.get());
      }
    }
    return new One(decoded(rest));
  }

  private static Optional<Action> action(String word, Wish wish) {
    return switch (wish) {
      case LOOK -> Action.inPath(word).filter(action -> action == Action.NOTES);
      case REMOVE ->
          switch (word) {
            case "tags" -> Optional.of(Action.REMOVE_TAGS);
            case "details" -> Optional.of(Action.REMOVE_DETAILS);
            default -> Optional.empty();
          };
      case ACT -> Action.inPath(word);
    };
  }

  private static String strip(String raw) {
    var start = raw.startsWith("/") ? 1 : 0;
    var end = raw.endsWith("/") && raw.length() > start ? raw.length() - 1 : raw.length();
    return raw.substring(start, end);
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }
}
