package dev.watchbill.schemas.config;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file or folder that a setting names can't be read; says what was expected, and what came. */
public final class UnreadableSetting extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  UnreadableSetting(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
