package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** People who acknowledge what reached them, a while later. */
final class Answering {
  private final @Nullable Duration after;
  private final Queue<Answer> answers =
      new PriorityQueue<>(Comparator.comparing(Answer::at).thenComparingInt(Answer::number));
  private int numbers;

  private record Answer(Instant at, int number, String person, String incident) {}

  /**
   * @param after so long later; null: nobody answers
   */
  Answering(@Nullable Duration after) {
    this.after = after;
  }

  /** A page reached its person. */
  void reached(Page page, Instant now) {
    if (after != null) {
      answers.add(
          new Answer(now.plus(after), ++numbers, page.getPerson(), page.getIncident().getId()));
    }
  }

  /** When the next answer comes; {@link Instant#MAX}: none does. */
  Instant next() {
    return answers.isEmpty() ? Instant.MAX : answers.element().at();
  }

  /** The next answer that is due; empty: none is. */
  Optional<Response> due(Instant now) {
    return next().isAfter(now) ? Optional.empty() : Optional.of(response(answers.remove()));
  }

  private static Response response(Answer answer) {
    return Response.newBuilder()
        .setId("answer-" + answer.number())
        .setIncident(answer.incident())
        .setService(LineReader.serviceOf(answer.incident()))
        .setPerson(answer.person())
        .setAction("acknowledge")
        .setVia("simulated")
        .setAt(answer.at())
        .build();
  }
}
