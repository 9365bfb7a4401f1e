package dev.watchbill.console.api;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.silence.Silences;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Silences: made, changed, ended. */
public final class Silencing {
  // Longer ones are forgotten, and hide what nobody remembers.
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration KEPT = Duration.ofDays(30);

  private final ReadModel model;
  private final SilenceLog log;
  private final InstantSource clock;

  public Silencing(ReadModel model, SilenceLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What somebody wants silenced.
   *
   * @param id of the silence to change; null: a new one
   * @param startsAt null: now, or as it was
   * @param endsAt exclusive; null: as it was
   */
  public record Wish(
      @Nullable String id,
      List<SilenceMatcher> matchers,
      @Nullable String service,
      @Nullable String team,
      @Nullable Instant startsAt,
      @Nullable Instant endsAt,
      String comment) {}

  /** What became of it. */
  public sealed interface Result {
    /** It is in force, or will be. */
    record Kept(SilenceItem silence, boolean isNew) implements Result {}

    /** There is no such silence, or it is over. */
    record NoSuchSilence(String id) implements Result {}

    /** It makes no sense as it was asked. */
    record Nonsense(String sentence) implements Result {}
  }

  /** All that are in one of these states: pending, active, ended; first those that end last. */
  public List<SilenceItem> list(Set<String> states) {
    var now = clock.instant();
    return model.silences().all().stream()
        .map(silence -> SilenceItem.of(silence, now))
        .filter(item -> states.contains(item.state()))
        .toList();
  }

  /** One; empty: there is none. */
  public Optional<SilenceItem> find(String id) {
    return model.silences().find(id).map(silence -> SilenceItem.of(silence, clock.instant()));
  }

  /** Makes a silence, or changes one that isn't over. */
  public Result put(Principal who, Wish wish) {
    var now = clock.instant();
    var known = Optional.ofNullable(wish.id()).flatMap(model.silences()::find);
    if (wish.id() != null && known.filter(one -> one.getEndsAt().isAfter(now)).isEmpty()) {
      return new Result.NoSuchSilence(wish.id());
    }
    known.ifPresent(one -> who.mustBe(Role.RESPONDER, team(one.getTeam(), one.getService())));
    who.mustBe(Role.RESPONDER, team(wish.team(), wish.service()));
    var ends = Optional.ofNullable(wish.endsAt()).or(() -> known.map(Silence::getEndsAt));
    if (ends.isEmpty()) {
      return new Result.Nonsense(
          "endsAt: expected an instant such as 2026-01-05T09:00Z, but got nothing");
    }
    var silence = silence(who, wish, known, ends.get(), now);
    return nonsense(silence, now)
        .<Result>map(Result.Nonsense::new)
        .orElseGet(() -> keep(silence, known.isEmpty(), now));
  }

  /** Whose alerts it silences; null: also those of no team. */
  private @Nullable String team(@Nullable String team, @Nullable String service) {
    return team != null
        ? team
        : Optional.ofNullable(service)
            .map(model.roster().services()::get)
            .map(Service::getTeam)
            .orElse(null);
  }

  private Result keep(Silence silence, boolean isNew, Instant now) {
    log.put(silence);
    forgetOld(now);
    return new Result.Kept(SilenceItem.of(silence, now), isNew);
  }

  private static Silence silence(
      Principal who, Wish wish, Optional<Silence> known, Instant ends, Instant now) {
    return Silence.newBuilder()
        .setId(known.map(Silence::getId).orElseGet(() -> UUID.randomUUID().toString()))
        .setMatchers(wish.matchers())
        .setService(wish.service())
        .setTeam(wish.team())
        .setStartsAt(
            Optional.ofNullable(wish.startsAt())
                .or(() -> known.map(Silence::getStartsAt))
                .orElse(now))
        .setEndsAt(ends)
        .setCreatedBy(who.actor())
        .setCreatedAt(now)
        .setComment(wish.comment())
        .build();
  }

  private Optional<String> nonsense(Silence silence, Instant now) {
    var roster = model.roster();
    if (silence.getComment().isBlank()) {
      return Optional.of("comment: expected why, but got nothing");
    }
    if (silence.getService() != null && !roster.services().containsKey(silence.getService())) {
      return unknown("service", silence.getService());
    }
    if (silence.getTeam() != null && !roster.teams().containsKey(silence.getTeam())) {
      return unknown("team", silence.getTeam());
    }
    if (!silence.getEndsAt().isAfter(now) || silence.getEndsAt().isAfter(now.plus(LONGEST))) {
      return Optional.of(
          "endsAt: expected an instant within %d days from now, but got %s"
              .formatted(LONGEST.toDays(), silence.getEndsAt()));
    }
    try {
      Silences.check(silence);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> unknown(String what, String id) {
    return Optional.of("%s: expected a %1$s of the roster, but got \"%s\"".formatted(what, id));
  }

  /** Ends a silence now. @return whether there is such a silence; one that is over stays so */
  public boolean end(Principal who, String id) {
    var known = model.silences().find(id);
    var now = clock.instant();
    known.ifPresent(one -> who.mustBe(Role.RESPONDER, team(one.getTeam(), one.getService())));
    known
        .filter(silence -> silence.getEndsAt().isAfter(now))
        .ifPresent(silence -> end(silence, who, now));
    return known.isPresent();
  }

  private void end(Silence silence, Principal who, Instant now) {
    if (!silence.getStartsAt().isBefore(now)) {
      log.forget(silence.getId());
      return;
    }
    log.put(Silence.newBuilder(silence).setEndsAt(now).setEndedBy(who.actor()).build());
  }

  /** The topic is compacted by id: what is never removed is kept for ever. */
  private void forgetOld(Instant now) {
    model.silences().all().stream()
        .filter(silence -> silence.getEndsAt().isBefore(now.minus(KEPT)))
        .forEach(silence -> log.forget(silence.getId()));
  }
}
