package dev.watchbill.escalation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in the life of an incident: numbers for what is sent next, and what its metrics
 * are made from.
 *
 * @param events timeline entries written
 * @param pages page ids given out
 * @param assignments written
 * @param revision of the incident as others see it
 * @param publishedAt when others last saw it
 * @param people everybody who was paged
 * @param steps highest step reached
 * @param responses ids of the last responses
 * @param acknowledgedBy who did first
 * @param tolls what it cost each person who was paged or had it
 * @param lastResort whether all steps ran out, and who comes then was paged
 */
public record Tally(
    long events,
    long pages,
    long assignments,
    long revision,
    Instant publishedAt,
    @Nullable Instant firstAssigned,
    @Nullable Instant firstPaged,
    @Nullable Instant firstReceipt,
    @Nullable Instant firstAcknowledged,
    @Nullable String acknowledgedBy,
    List<String> people,
    int steps,
    int rounds,
    int reopenings,
    boolean offHours,
    List<String> responses,
    List<Toll> tolls,
    boolean lastResort) {
  static final int RESPONSES_REMEMBERED = 20;

  public Tally {
    people = List.copyOf(people);
    responses = List.copyOf(responses);
    tolls = List.copyOf(tolls);
  }

  static Tally start(boolean offHours) {
    return new Tally(
        0,
        0,
        0,
        0,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        0,
        1,
        0,
        offHours,
        List.of(),
        List.of(),
        false);
  }
}
