package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import java.util.Optional;
import java.util.function.Function;

/** A ticket system. Each call tries once; whatever goes wrong there is a value. */
public interface Tracker {
  /** As in {@code ticket} of a service, and in people's contacts. */
  String name();

  /** The ticket of an incident, if there is one. */
  Result<Optional<String>> find(String incident, TicketPlace place);

  /** Makes a ticket; its key. */
  Result<String> create(Ticket ticket, TicketPlace place);

  /** Adds what happened. */
  Result<String> comment(String key, String text);

  /** Gives it to somebody, by their account there. */
  Result<String> assign(String key, String account);

  /** Says that it is over. */
  Result<String> finish(String key, TicketPlace place, String text);

  /** What came of a call. */
  sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(Delivery delivery) implements Result<T> {}

    /**
     * What an answer means.
     *
     * @param value read from the body of one that is as wished
     */
    static <T> Result<T> of(Answer answer, Function<JsonNode, T> value) {
      return switch (answer) {
        case Answer.Taken taken -> new Ok<>(value.apply(JsonText.read(taken.body())));
        case Answer.Not not -> new Failed<>(not.delivery());
      };
    }

    /** It won't work, for this reason. */
    static <T> Result<T> refused(String reason) {
      return new Failed<>(Delivery.refused(reason));
    }

    /** The same of what is made of it. */
    default <U> Result<U> map(Function<T, U> next) {
      return then(value -> new Ok<>(next.apply(value)));
    }

    /** What comes of going on with it; a failure stays one. */
    default <U> Result<U> then(Function<T, Result<U>> next) {
      return switch (this) {
        case Ok<T> ok -> next.apply(ok.value());
        case Failed<T> failed -> new Failed<>(failed.delivery());
      };
    }
  }
}
