package dev.watchbill.template;

import java.io.Serial;
import java.util.Optional;

/** A template that can't be used. Its message completes "one with …". */
public final class BadTemplate extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String unknown;

  private BadTemplate(String message, String unknown) {
    super(message);
    this.unknown = unknown;
  }

  static BadTemplate unknown(String variable) {
    return new BadTemplate("the variable \"%s\"".formatted(variable), variable);
  }

  static BadTemplate of(String what) {
    return new BadTemplate(what, "");
  }

  /** The variable there is none of; empty: something else is wrong. */
  public Optional<String> unknownVariable() {
    return Optional.of(unknown).filter(it -> !it.isEmpty());
  }
}
