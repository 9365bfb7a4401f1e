package dev.watchbill.console.review;

import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.Counted;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** A review as Markdown, to be pasted where reviews are read. */
public final class ReviewMarkdown {
  private final ReviewItem review;
  private final RosterSnapshot roster;
  private final Spans spans;
  private final StringBuilder text = new StringBuilder();

  private ReviewMarkdown(ReviewItem review, RosterSnapshot roster) {
    this.review = review;
    this.roster = roster;
    spans = new Spans(zone(review.timezone()));
  }

  /** The whole review. */
  public static String of(ReviewItem review, RosterSnapshot roster) {
    return new ReviewMarkdown(review, roster).written();
  }

  private static ZoneId zone(String id) {
    return RosterSnapshot.zone(id);
  }

  private String written() {
    text.append("# Review of %s: %s\n".formatted(review.incident(), plain(review.title())));
    list("Summary", review.summary());
    head("Timeline (%s)".formatted(review.timezone()));
    text.append("| time | what |\n|---|---|\n");
    review
        .timeline()
        .forEach(
            it -> text.append("| %s | %s |\n".formatted(spans.clock(it.at()), plain(it.what()))));
    list(
        "Responders",
        review.responders().stream()
            .map(it ->
                "%s, %s: %s"
                    .formatted(
                        roster.nameOf(it.person()), Counted.of(it.pages(), "page"), it.what()))
            .toList());
    list("In time", review.inTime());
    list("Not in time, or not working", review.late());
    list("Open questions", review.questions());
    list(
        "Notes",
        review.notes().stream()
            .map(it ->
                "%s (%s, %s)".formatted(it.text(), roster.nameOf(it.by()), spans.moment(it.at())))
            .toList());
    actions();
    return text.toString();
  }

  private void actions() {
    head("Follow-up");
    text.append(
        review.actions().isEmpty()
            ? "Nothing yet.\n"
            : review.actions().stream().map(this::action).collect(Collectors.joining()));
  }

  private String action(ReviewItem.Action action) {
    var owner = action.owner() == null ? "nobody's yet" : roster.nameOf(action.owner());
    var due = action.due() == null ? "" : ", by " + action.due();
    var ticket = action.ticket() == null ? "" : " <" + action.ticket() + ">";
    return "- [%s] %s (%s%s)%s\n"
        .formatted(
            action.doneAt() == null ? " " : "x", plain(action.text()), plain(owner), due, ticket);
  }

  private void list(String title, List<String> items) {
    head(title);
    text.append(
        items.isEmpty()
            ? "None.\n"
            : items.stream().map(item -> "- " + plain(item) + "\n").collect(Collectors.joining()));
  }

  private void head(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  /** What an alert or a person says is text: it makes no table, no link and no HTML. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1").strip();
  }
}
