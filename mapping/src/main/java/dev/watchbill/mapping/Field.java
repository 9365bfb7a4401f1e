package dev.watchbill.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a mapping says of an alert, each by an expression. */
public enum Field {
  /** The list whose items are alerts; without it the body is the one alert. */
  FOR_EACH("for-each", Expression.Kind.LIST),
  /** Whether it is an alert at all; what isn't is accepted and forgotten. */
  WHEN("when", Expression.Kind.FLAG),
  /** What tells this alert from others, the same when it fires again and when it is resolved. */
  KEY("key", Expression.Kind.TEXT),
  /** Alerts of one service with the same group are one incident; the key unless said. */
  GROUP("group", Expression.Kind.TEXT),
  SERVICE("service", Expression.Kind.TEXT),
  SEVERITY("severity", Expression.Kind.TEXT),
  /** {@code firing}, {@code resolved}, {@code acknowledged}, or another word for one of them. */
  STATUS("status", Expression.Kind.TEXT),
  TITLE("title", Expression.Kind.TEXT),
  TEXT("text", Expression.Kind.TEXT),
  /** Names and expressions, or one expression that gives a map. */
  LABELS("labels", Expression.Kind.MAP),
  /** What a link says, and an expression for where it leads; or one that gives a map. */
  LINKS("links", Expression.Kind.MAP),
  /** When it began, the same with each repeat. */
  STARTS_AT("starts-at", Expression.Kind.TIME),
  /** When this signal of it was made, another with each repeat. */
  SENT_AT("sent-at", Expression.Kind.TIME),
  /** Whether its sender says that it told of this episode before, and not of another. */
  REMINDER("reminder", Expression.Kind.FLAG),
  /** When a firing alert expires unless it is sent again, or a resolved one ended. */
  ENDS_AT("ends-at", Expression.Kind.TIME),
  /** The sender's user who did it. */
  BY("by", Expression.Kind.TEXT);

  private final String key;
  private final Expression.Kind kind;

  Field(String key, Expression.Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** As the roster spells it. */
  public String key() {
    return key;
  }

  /** What its expression must give. */
  public Expression.Kind kind() {
    return kind;
  }

  /** Whether it may be a table of expressions. */
  public boolean isTable() {
    return kind == Expression.Kind.MAP;
  }

  /** All of them, as the roster spells them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Field::key).toList();
  }

  /** The field of a key. */
  public static Optional<Field> of(String key) {
    return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
  }
}
