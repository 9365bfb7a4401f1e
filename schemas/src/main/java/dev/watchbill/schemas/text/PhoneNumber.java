package dev.watchbill.schemas.text;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as people write it and as providers take it.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">E.164</a>
 */
public final class PhoneNumber {
  private static final Pattern HOME_ZERO = Pattern.compile("^(\\+\\d{1,3}) ?\\(0\\)");
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{5,14}");

  private PhoneNumber() {}

  /**
   * As +491701234567. Spaces, brackets, dots, hyphens and slashes mean nothing; a zero in brackets
   * after the country is dialled within it only.
   *
   * @return empty: it is none, or names no country
   */
  public static Optional<String> plain(String written) {
    var digits = HOME_ZERO.matcher(written).replaceFirst("$1").replaceAll("[ ().\\-/]", "");
    return Optional.of(digits).filter(number -> E164.matcher(number).matches());
  }
}
