package dev.watchbill.console.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.watchbill.schemas.ReviewDraft;
import dev.watchbill.schemas.ReviewEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A review: what the events say, and what people added.
 *
 * @param timezone in which its sentences tell times
 * @param inTime what went as it should
 * @param late what wasn't in time, or didn't work
 * @param questions what the events leave open
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReviewItem(
    String incident,
    String service,
    @Nullable String team,
    String title,
    String severity,
    Instant openedAt,
    Instant resolvedAt,
    Instant draftedAt,
    String timezone,
    List<String> summary,
    List<Moment> timeline,
    List<Responder> responders,
    List<String> inTime,
    List<String> late,
    List<String> questions,
    List<Note> notes,
    List<Action> actions) {

  /** One entry of the timeline. */
  public record Moment(Instant at, String what) {}

  /** Somebody who was paged, or did something. */
  public record Responder(String person, int pages, String what) {}

  /** What somebody wrote afterwards. */
  public record Note(String id, Instant at, String by, String text) {
    static Note of(ReviewEntry entry) {
      return new Note(idOf(entry), entry.getAt(), entry.getBy(), entry.getText());
    }
  }

  /**
   * Something that is to be done.
   *
   * @param due ISO date, the last day; null: none was said
   * @param ticket address; null: none
   * @param doneAt null: it isn't done
   * @param version how often it was changed
   */
  public record Action(
      String id,
      String incident,
      Instant at,
      String by,
      String text,
      @Nullable String owner,
      @Nullable String due,
      @Nullable String ticket,
      @Nullable Instant doneAt,
      @Nullable String doneBy,
      int version) {
    static Action of(ReviewEntry entry) {
      return new Action(
          idOf(entry),
          entry.getIncident(),
          entry.getAt(),
          entry.getBy(),
          entry.getText(),
          entry.getOwner(),
          Optional.ofNullable(entry.getDue()).map(LocalDate::toString).orElse(null),
          entry.getTicket(),
          entry.getDoneAt(),
          entry.getDoneBy(),
          entry.getVersion());
    }
  }

  private static String idOf(ReviewEntry entry) {
    return entry.getId().substring(entry.getId().lastIndexOf('/') + 1);
  }

  static ReviewItem of(ReviewEntry drafted, ReviewDraft draft, List<ReviewEntry> added) {
    return new ReviewItem(
        drafted.getIncident(),
        drafted.getService(),
        draft.getTeam(),
        draft.getTitle(),
        draft.getSeverity(),
        draft.getOpenedAt(),
        draft.getResolvedAt(),
        drafted.getAt(),
        draft.getTimezone(),
        draft.getSummary(),
        draft.getTimeline().stream().map(it -> new Moment(it.getAt(), it.getWhat())).toList(),
        draft.getResponders().stream()
            .map(it -> new Responder(it.getPerson(), it.getPages(), it.getWhat()))
            .toList(),
        draft.getInTime(),
        draft.getLate(),
        draft.getQuestions(),
        added.stream().filter(it -> it.getKind().equals("note")).map(Note::of).toList(),
        added.stream().filter(it -> it.getKind().equals("action")).map(Action::of).toList());
  }
}
