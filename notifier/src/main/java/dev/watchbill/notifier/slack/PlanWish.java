package dev.watchbill.notifier.slack;

import dev.watchbill.schemas.ScheduleCommand;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a plan.
 *
 * @param kind what it is
 * @param schedule null: of a leave
 * @param who override: who serves; swap: the other person; leave: who is away
 * @param insteadOf override: wherever they would serve, null: whoever would; swap: whose shift is
 *     given away
 * @param rotation override: of this rotation's turns alone; null: whichever is on call
 * @param returnFrom swap: what is taken in return, null: nothing
 */
record PlanWish(
    Kind kind,
    @Nullable String schedule,
    String who,
    @Nullable String insteadOf,
    @Nullable String rotation,
    Instant from,
    Instant to,
    @Nullable Instant returnFrom,
    @Nullable Instant returnTo,
    String text) {

  /** Kinds of wishes. */
  enum Kind {
    OVERRIDE("override"),
    SWAP("swap"),
    LEAVE("absence");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /** As in {@code ScheduleCommand.action}. */
    String action() {
      return action;
    }
  }

  /** What is wrong, and in which field. */
  record Wrong(String field, String sentence) {}

  /** What can be seen to be wrong without knowing any plan. */
  Optional<Wrong> wrong(Instant now) {
    if (!from.isBefore(to)) {
      return Optional.of(
          new Wrong(
              "to", "Expected an end after the beginning, %s, but got %s".formatted(from, to)));
    }
    if (!to.isAfter(now)) {
      return Optional.of(new Wrong("to", "Expected an end that is ahead, but got " + to));
    }
    if (who.equals(insteadOf)) {
      return Optional.of(new Wrong("who", "Expected somebody else than %s".formatted(insteadOf)));
    }
    if ((returnFrom == null) != (returnTo == null)) {
      return Optional.of(
          new Wrong(
              returnFrom == null ? "returnFrom" : "returnTo",
              "Expected both a beginning and an end of what is taken in return"));
    }
    return returnFrom != null && returnTo != null && !returnFrom.isBefore(returnTo)
        ? Optional.of(
            new Wrong(
                "returnTo",
                "Expected an end after the beginning, %s, but got %s"
                    .formatted(returnFrom, returnTo)))
        : Optional.empty();
  }

  ScheduleCommand.Builder on(ScheduleCommand.Builder command) {
    return command
        .setSchedule(schedule)
        .setWho(who)
        .setInsteadOf(insteadOf)
        .setRotation(rotation)
        .setFrom(from)
        .setTo(to)
        .setReturnFrom(returnFrom)
        .setReturnTo(returnTo)
        .setText(text);
  }
}
