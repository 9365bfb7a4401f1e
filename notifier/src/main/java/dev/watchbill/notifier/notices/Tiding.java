package dev.watchbill.notifier.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one addressee is told of one event.
 *
 * @param to a person's id, or team:ID
 * @param headline one line that says all that matters
 * @param lines what else there is to say
 * @param asks what can be answered: accept, decline
 * @param target what an answer is about
 * @param pointlessAt nobody wants to hear it then any more; empty: it stays true
 */
record Tiding(
    String to,
    String headline,
    List<String> lines,
    List<String> asks,
    Optional<String> target,
    Optional<Instant> pointlessAt) {

  Tiding {
    lines = List.copyOf(lines);
    asks = List.copyOf(asks);
  }

  static Tiding of(String to, String headline, List<String> lines) {
    return new Tiding(to, headline, lines, List.of(), Optional.empty(), Optional.empty());
  }

  Tiding asking(List<String> answers, String about) {
    return new Tiding(to, headline, lines, answers, Optional.of(about), pointlessAt);
  }

  Tiding until(Instant at) {
    return new Tiding(to, headline, lines, asks, target, Optional.of(at));
  }
}
