package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.answers.GivenCommands;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Overrides, swaps and leave, asked for by whoever may. */
record PlanWishes(GivenCommands given, LinkedPeople people) {
  private static final int LONGEST_TEXT = 500;

  /** What somebody typed could not be understood. */
  private static final class Misunderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misunderstood(String sentence) {
      super(sentence);
    }
  }

  /** Asks for it, and waits a little while for the decision. */
  Result ask(PlanWish wish, String asker, String key) {
    return mayNot(wish, asker)
        .or(() ->
            wish.wrong(given.clock().instant())
                .map(wrong -> new Result("nonsense", "Not done: " + wrong.sentence() + ".")))
        .orElseGet(() -> given.give(wish.on(given.by(asker, wish.kind().action(), key)).build()));
  }

  /** Others' leave, and others' shifts in a swap, are for who manages them. */
  private Optional<Result> mayNot(PlanWish wish, String asker) {
    if (!people.mayAct(asker)) {
      return Optional.of(LinkedPeople.forbidden());
    }
    var whose =
        switch (wish.kind()) {
          case OVERRIDE -> null;
          case SWAP -> wish.insteadOf();
          case LEAVE -> wish.who();
        };
    return whose == null || people.mayActFor(asker, whose)
        ? Optional.empty()
        : Optional.of(
            new Result(
                "forbidden",
                "Not done: that is for %s, or for a manager.".formatted(roster().nameOf(whose))));
  }

  /** An end to somebody's own leave. */
  Result back(String asker, String key) {
    return people.mayAct(asker)
        ? given.give(given.by(asker, "return", key).setWho(asker).build())
        : LinkedPeople.forbidden();
  }

  /**
   * Asks for what was typed.
   *
   * @param words SCHEDULE WHO FROM TO, for leave FROM TO, and why
   */
  Result typed(Kind kind, List<String> words, String asker, String key) {
    PlanWish wish;
    try {
      wish = new Typed(kind, words, asker).wish();
    } catch (Misunderstood e) {
      return new Result("nonsense", "Not done: " + e.getMessage());
    }
    return ask(wish, asker, key);
  }

  private RosterSnapshot roster() {
    return people.roster().get();
  }

  /** Words, read one after another. */
  private final class Typed {
    private final Kind kind;
    private final List<String> words;
    private final String asker;

    Typed(Kind kind, List<String> words, String asker) {
      this.kind = kind;
      this.words = new ArrayList<>(words);
      this.asker = asker;
    }

    PlanWish wish() {
      var schedule = kind == Kind.LEAVE ? null : schedule();
      var who = kind == Kind.LEAVE ? ownOrNamed() : person();
      var now = given.clock().instant();
      var from = time("from", now);
      skip("to", "-", "until");
      var to = time("to", from);
      var insteadOf = kind == Kind.SWAP ? asker : null;
      String rotation = null;
      // In either order.
      for (var more = kind == Kind.OVERRIDE; more; ) {
        if (insteadOf == null && skip("instead-of")) {
          insteadOf = person();
        } else if (rotation == null && skip("in-rotation")) {
          rotation = rotation(schedule);
        } else {
          more = false;
        }
      }
      Instant returnFrom = null;
      Instant returnTo = null;
      if (kind == Kind.SWAP && skip("return")) {
        returnFrom = time("return from", now);
        skip("to", "-", "until");
        returnTo = time("return to", returnFrom);
      }
      var why = SlackText.line(String.join(" ", words), LONGEST_TEXT);
      return new PlanWish(
          kind, schedule, who, insteadOf, rotation, from, to, returnFrom, returnTo, why);
    }

    private String schedule() {
      var word = next("a schedule").replaceFirst("^schedule:", "");
      if (!roster().schedules().containsKey(word)) {
        throw new Misunderstood(
            "expected a schedule of the roster, but got \"%s\". There are %s."
                .formatted(
                    SlackText.line(word, 100),
                    Words.some(roster().schedules().keySet().stream().sorted().toList())));
      }
      return word;
    }

    /** Of several words, where the roster has one of that name; the planner knows earlier ones. */
    private String rotation(@Nullable String schedule) {
      var rest = String.join(" ", words) + " ";
      var known =
          roster().rotationsOf(String.valueOf(schedule)).stream()
              .filter(name -> rest.startsWith(name + " "))
              .max(Comparator.comparingInt(String::length));
      known.ifPresent(name -> words.subList(0, name.split(" ", -1).length).clear());
      return known.orElseGet(() -> next("the name of a rotation"));
    }

    private String ownOrNamed() {
      var first = words.isEmpty() ? "" : words.getFirst();
      var named =
          first.startsWith("@") || first.startsWith("<@") || roster().people().containsKey(first);
      return named || first.equals("me") ? person() : asker;
    }

    private String person() {
      var word = next("somebody, by @mention or id");
      return new Named(people)
          .person(word, asker)
          .orElseThrow(() -> new Misunderstood(Named.unknown(SlackText.line(word, 100))));
    }

    private Instant time(String name, Instant from) {
      var word = next(name + ", " + SpokenTime.EXPECTED);
      return SpokenTime.parse(word, roster().zoneOf(asker), from)
          .orElseThrow(() ->
              new Misunderstood(
                  "%s: expected %s, but got \"%s\"."
                      .formatted(name, SpokenTime.EXPECTED, SlackText.line(word, 100))));
    }

    private String next(String expected) {
      if (words.isEmpty()) {
        throw new Misunderstood(
            "expected %s, but got nothing. %s".formatted(expected, usage(kind)));
      }
      return words.removeFirst();
    }

    private boolean skip(String... fillers) {
      return !words.isEmpty()
          && List.of(fillers).contains(words.getFirst())
          && !words.removeFirst().isEmpty();
    }
  }

  private static String usage(Kind kind) {
    return switch (kind) {
      case OVERRIDE -> HelpText.OVERRIDE;
      case SWAP -> HelpText.SWAP;
      case LEAVE -> HelpText.AWAY;
    };
  }
}
