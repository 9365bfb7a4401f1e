package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.view.View;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The dialogs. Each field stands in a block of its own name, where an error about it is shown. */
final class Modals {
  /** The callback of the dialog for a note. */
  static final String NOTE = "note";

  /** The action in each field's block. */
  static final String VALUE = "value";

  static final int LONGEST_NOTE = 3_000;
  static final int LONGEST_WHY = 500;
  private static final int LONGEST_SENTENCE = 2_000;

  /** So many choices, and so many letters of one, are taken by Slack. */
  static final int MOST_OPTIONS = 100;

  static final int LONGEST_OPTION = 75;

  private Modals() {}

  /**
   * For an override, a swap or a leave.
   *
   * @param user who asks, as Slack knows them
   * @param now from when on, unless they say otherwise
   */
  static View of(Kind kind, String user, RosterSnapshot roster, Instant now) {
    var from = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    var blocks = new ArrayList<LayoutBlock>();
    switch (kind) {
      case OVERRIDE -> {
        blocks.add(schedule(roster));
        blocks.add(person("who", "Who is on call", ""));
        blocks.add(optional("insteadOf", "Instead of (nobody: whoever would be)", person("")));
        RotationField.of(roster)
            .ifPresent(field ->
                blocks.add(optional("rotation", "Only in (nothing: whichever rotation)", field)));
        span(blocks, from);
      }
      case SWAP -> {
        blocks.add(schedule(roster));
        blocks.add(person("who", "Who takes your shift", ""));
        span(blocks, from);
        blocks.add(optional("returnFrom", "You take theirs from", moment()));
        blocks.add(optional("returnTo", "Until", moment()));
      }
      case LEAVE -> {
        blocks.add(person("who", "Who is away", user));
        span(blocks, from);
      }
    }
    blocks.add(optional("text", "Why", written(false, LONGEST_WHY)));
    return modal(kind.action(), title(kind), "Ask", "", blocks);
  }

  /** For a note about an incident. */
  static View note(String incident) {
    var blocks =
        List.<LayoutBlock>of(
            paragraph(List.of(text(SlackText.line(incident, LONGEST_WHY)))),
            input(it ->
                it.blockId("text").label(plainText("Note")).element(written(true, LONGEST_NOTE))));
    return modal(NOTE, "Note", "Save", incident, blocks);
  }

  /** What became of it, in the dialog's place. */
  static View said(String sentence) {
    return view(it ->
        it.type("modal")
            .title(viewTitle(title -> title.type("plain_text").text("Watchbill")))
            .close(viewClose(close -> close.type("plain_text").text("Close")))
            .blocks(
                List.of(paragraph(List.of(text(SlackText.plain(sentence, LONGEST_SENTENCE)))))));
  }

  private static View modal(
      String callback, String title, String submit, String about, List<LayoutBlock> blocks) {
    return view(it ->
        it.type("modal")
            .callbackId(callback)
            .privateMetadata(about.isEmpty() ? null : about)
            .title(viewTitle(words -> words.type("plain_text").text(title)))
            .submit(viewSubmit(words -> words.type("plain_text").text(submit)))
            .close(viewClose(words -> words.type("plain_text").text("Cancel")))
            .blocks(blocks));
  }

  private static String title(Kind kind) {
    return switch (kind) {
      case OVERRIDE -> "Give a shift away";
      case SWAP -> "Swap a shift";
      case LEAVE -> "Be away";
    };
  }

  /** Slack takes a hundred choices; of more, the name is typed. */
  private static LayoutBlock schedule(RosterSnapshot roster) {
    var all =
        roster.schedules().keySet().stream()
            .filter(id -> id.length() <= LONGEST_OPTION)
            .sorted()
            .toList();
    var listed =
        !all.isEmpty()
            && roster.schedules().size() <= MOST_OPTIONS
            && all.size() == roster.schedules().size();
    var element =
        listed
            ? BlockElements.staticSelect(it ->
                it.actionId(VALUE)
                    .placeholder(plainText("Schedule"))
                    .options(all.stream().map(id -> option(plainText(id), id)).toList()))
            : written(false, LONGEST_WHY);
    return input(it -> it.blockId("schedule").label(plainText("Schedule")).element(element));
  }

  private static void span(List<LayoutBlock> blocks, Instant from) {
    blocks.add(
        input(it ->
            it.blockId("from")
                .label(plainText("From"))
                .element(
                    BlockElements.datetimePicker(picker ->
                        picker
                            .actionId(VALUE)
                            .initialDateTime(Math.toIntExact(from.getEpochSecond()))))));
    blocks.add(input(it -> it.blockId("to").label(plainText("Until")).element(moment())));
  }

  private static LayoutBlock optional(String field, String label, BlockElement element) {
    return input(it -> it.blockId(field).optional(true).label(plainText(label)).element(element));
  }

  private static LayoutBlock person(String field, String label, String initial) {
    return input(it -> it.blockId(field).label(plainText(label)).element(person(initial)));
  }

  private static BlockElement person(String initial) {
    return BlockElements.usersSelect(it ->
        it.actionId(VALUE)
            .placeholder(plainText("Choose"))
            .initialUser(initial.isEmpty() ? null : initial));
  }

  private static BlockElement moment() {
    return BlockElements.datetimePicker(it -> it.actionId(VALUE));
  }

  static BlockElement written(boolean lines, int longest) {
    return BlockElements.plainTextInput(
        it -> it.actionId(VALUE).multiline(lines).maxLength(longest));
  }
}
