package dev.watchbill.mapping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping made of one item. Texts are empty where it says nothing.
 *
 * @param key never blank
 * @param status a word for firing, resolved or acknowledged; empty: firing
 * @param startsAt as an instant, or else as text
 * @param sentAt when this signal of it was made
 * @param reminder whether its sender says that it told of this episode before
 * @param problems expressions that gave nothing, each as a sentence
 * @param item what it was made of
 */
public record MappedAlert(
    String key,
    String group,
    String service,
    String severity,
    String status,
    String title,
    String text,
    Map<String, String> labels,
    Map<String, String> links,
    Time startsAt,
    Time sentAt,
    boolean reminder,
    Time endsAt,
    String by,
    List<String> problems,
    Object item) {

  /**
   * A time as an expression gives it.
   *
   * @param instant empty: it gave a text, or nothing
   */
  public record Time(Optional<Instant> instant, String text) {
    static final Time NONE = new Time(Optional.empty(), "");
  }
}
