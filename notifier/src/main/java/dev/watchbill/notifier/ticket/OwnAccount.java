package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who we are in a tracker, asked once: what we do to tickets ourselves is nobody's wish. */
final class OwnAccount {
  private final TicketCalls calls;
  private final String path;
  private final Function<JsonNode, String> name;
  private volatile @Nullable String known;

  /**
   * @param path where a tracker says it
   * @param name read from its answer
   */
  OwnAccount(TicketCalls calls, String path, Function<JsonNode, String> name) {
    this.calls = calls;
    this.path = path;
    this.name = name;
  }

  /** Empty text: the tracker doesn't say it to a credential of this kind. */
  Result<String> ask() {
    var before = known;
    if (before != null) {
      return new Result.Ok<>(before);
    }
    var answer = Result.of(calls.get(path), name);
    var account =
        answer instanceof Result.Failed<String>(Delivery.Refused _) ? new Result.Ok<>("") : answer;
    return account.map(it -> {
      known = it;
      return it;
    });
  }
}
