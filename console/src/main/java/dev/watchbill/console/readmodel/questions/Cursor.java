package dev.watchbill.console.readmodel.questions;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of a list ended: the next begins after it. Stays right while the list grows at its
 * head.
 *
 * @param at of the last item, in milliseconds
 * @param id of the last item
 */
public record Cursor(long at, String id) {
  /** Before everything: the newest item is the first. */
  public static final Cursor START = new Cursor(Long.MAX_VALUE, "");

  /** As text that is safe in addresses. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** Empty if the text isn't one of ours. */
  public static Optional<Cursor> parse(String text) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      return parts.length == 2
          ? Optional.of(new Cursor(Long.parseLong(parts[0]), parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
