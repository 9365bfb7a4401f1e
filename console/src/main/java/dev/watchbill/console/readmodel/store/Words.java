package dev.watchbill.console.readmodel.store;

import java.util.Locale;

/** Text by which something is found, whatever its case. */
public final class Words {
  private Words() {}

  public static String of(String... parts) {
    return String.join(" ", parts).toLowerCase(Locale.ROOT);
  }

  /** A LIKE pattern, with a backslash before what would mean something else. */
  public static String containing(String text) {
    var plain = text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
    return "%" + plain + "%";
  }
}
