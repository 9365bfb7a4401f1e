package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who we are in a tracker: what we do to tickets ourselves is nobody's wish. It is asked until it
 * is known; a refusal may be over a minute later.
 */
final class OwnAccount {
  private final TicketCalls calls;
  private final String path;
  private final Function<JsonNode, String> name;
  private volatile @Nullable String known;

  /**
   * @param path where a tracker says it
   * @param name read from its answer; empty text: it isn't there
   */
  OwnAccount(TicketCalls calls, String path, Function<JsonNode, String> name) {
    this.calls = calls;
    this.path = path;
    this.name = name;
  }

  boolean isKnown() {
    return known != null;
  }

  /** For trackers whose strangers are believed: without it there is nothing to be believed. */
  Result<String> ask() {
    var before = known;
    return before != null
        ? new Result.Ok<>(before)
        : Result.of(calls.get(path), name)
            .then(it ->
                it.isEmpty()
                    ? Result.refused("Expected our own account at %s, but got none".formatted(path))
                    : keep(it));
  }

  private Result<String> keep(String account) {
    known = account;
    return new Result.Ok<>(account);
  }

  /** Empty text: the tracker doesn't say it, as some don't to a credential of some kinds. */
  Result<String> askIfTold() {
    var answer = ask();
    return answer instanceof Result.Failed<String>(Delivery.Refused _)
        ? new Result.Ok<>("")
        : answer;
  }
}
