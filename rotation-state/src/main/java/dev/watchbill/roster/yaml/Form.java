package dev.watchbill.roster.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a scalar must be written.
 *
 * @param expected what a message says was expected
 * @param known words it might have been meant to be; may be empty
 * @param parse empty: it isn't written so
 */
record Form<T>(String expected, Collection<String> known, Function<String, Optional<T>> parse) {

  static <T> Form<T> of(String expected, Function<String, Optional<T>> parse) {
    return new Form<>(expected, List.of(), parse);
  }

  /** Text that a pattern matches whole. */
  static Form<String> matching(String expected, String regex) {
    var pattern = Pattern.compile(regex);
    return of(expected, text -> Optional.of(text).filter(it -> pattern.matcher(it).matches()));
  }

  /** One of a few words. */
  static Form<String> oneOf(String... words) {
    var all = Arrays.asList(words);
    return new Form<>("one of " + all, all, text -> Optional.of(text).filter(all::contains));
  }

  /** A whole number. */
  static Form<Integer> whole(int least, int most) {
    var range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    return of("a whole number, " + range, text -> number(text, Integer::valueOf))
        .where(number -> number >= least && number <= most);
  }

  /** A number, fractions allowed. */
  static Form<Double> between(double least, double most, String example) {
    return of(
            "a number from %s to %s such as %s".formatted(shown(least), shown(most), example),
            text -> number(text, Double::valueOf))
        .where(number -> number >= least && number <= most);
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? Long.toString(Math.round(number)) : "" + number;
  }

  /** Yes or no. */
  static Form<Boolean> flag() {
    return of(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  Form<T> where(Predicate<T> holds) {
    return new Form<>(expected, known, text -> parse.apply(text).filter(holds));
  }

  Form<T> saying(String words) {
    return new Form<>(words, known, parse);
  }

  private static <N> Optional<N> number(String text, Function<String, N> valueOf) {
    try {
      return Optional.of(valueOf.apply(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
