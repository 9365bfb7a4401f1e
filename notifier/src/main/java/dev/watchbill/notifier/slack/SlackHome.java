package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.view;
import static dev.watchbill.notifier.slack.Pieces.address;
import static dev.watchbill.notifier.slack.Pieces.date;
import static dev.watchbill.notifier.slack.Pieces.headline;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownIncidents.Open;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.notifier.known.KnownShifts.Duty;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's home page: the shifts and open incidents of whoever looks at it. */
record SlackHome(
    SlackApi api,
    LinkedPeople people,
    KnownShifts shifts,
    KnownIncidents known,
    IncidentAnswers incidents,
    InstantSource clock) {
  /** The action of the button that shows it as it is now. */
  static final String REFRESH = "home-refresh";

  private static final Logger LOG = LoggerFactory.getLogger(SlackHome.class);
  private static final Duration AHEAD = Duration.ofDays(28);

  /** With all the rest, below the 100 blocks that Slack takes here. */
  private static final int MOST_SHIFTS = 20;

  private static final int MOST_INCIDENTS = 30;

  /**
   * Shows it to somebody.
   *
   * @param saying what became of what they did here; may be empty
   */
  void show(String user, String saying) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline("Watchbill"));
    if (!saying.isBlank()) {
      blocks.addAll(SlackMessage.saying(saying).blocks());
    }
    people
        .linked(user)
        .ifPresentOrElse(
            person -> of(person, blocks),
            () -> blocks.addAll(SlackMessage.saying(people.unlinked(user)).blocks()));
    var published = api.publish(user, view(it -> it.type("home").blocks(blocks)));
    switch (published) {
      case Delivery.Delivered _ -> LOG.atDebug().log("home page shown in slack");
      case Delivery.Retryable retryable -> failed(retryable.reason());
      case Delivery.Refused refused -> failed(refused.reason());
    }
  }

  /** It comes with the next look. */
  private static void failed(String reason) {
    LOG.atWarn().addKeyValue("reason", reason).log("home page not shown in slack");
  }

  private void of(String person, List<LayoutBlock> blocks) {
    blocks.add(
        actions(
            List.of(
                open(Kind.OVERRIDE, "Override …"),
                open(Kind.SWAP, "Swap …"),
                open(Kind.LEAVE, "Be away …"),
                BlockElements.button(it -> it.actionId(REFRESH).text(plainText("Refresh"))))));
    blocks.add(headline("Your shifts"));
    var now = clock.instant();
    var duties = shifts.of(person, now, now.plus(AHEAD));
    duties.stream().limit(MOST_SHIFTS).map(this::line).forEach(blocks::add);
    if (duties.isEmpty()) {
      blocks.add(paragraph(List.of(text("None in the next four weeks."))));
    } else if (duties.size() > MOST_SHIFTS) {
      blocks.add(paragraph(List.of(text("And %d more.".formatted(duties.size() - MOST_SHIFTS)))));
    }
    blocks.add(divider());
    blocks.add(headline("Your open incidents"));
    var own = list(incident -> incident.people().contains(person), MOST_INCIDENTS, blocks);
    blocks.add(headline("Those of your teams"));
    var concerned = incidents.ofAsker(person);
    list(
        incident -> concerned.test(incident) && !incident.people().contains(person),
        MOST_INCIDENTS - Math.min(own, MOST_INCIDENTS) / 2,
        blocks);
    console().ifPresent(url -> blocks.add(paragraph(List.of(text("All of it: "), address(url)))));
  }

  private static BlockElement open(Kind kind, String label) {
    return BlockElements.button(
        it -> it.actionId(Dialogs.OPEN + kind.action()).text(plainText(label)));
  }

  private LayoutBlock line(Duty duty) {
    var shift = duty.shift();
    var begun = !shift.getStart().isAfter(clock.instant());
    return paragraph(
        begun
            ? List.of(text("Now, until "), date(shift.getEnd()), in(duty))
            : List.of(date(shift.getStart()), text(" to "), date(shift.getEnd()), in(duty)));
  }

  private static com.slack.api.model.block.element.RichTextElement in(Duty duty) {
    return text(": " + SlackText.line(duty.schedule(), Pieces.LONGEST_LINE));
  }

  private int list(Predicate<Open> which, int most, List<LayoutBlock> blocks) {
    var all = known.open().stream().filter(which).toList();
    all.stream().limit(most).map(incidents::line).forEach(blocks::add);
    if (all.isEmpty()) {
      blocks.add(paragraph(List.of(text("None."))));
    } else if (all.size() > most) {
      blocks.add(paragraph(List.of(text("And %d more.".formatted(all.size() - most)))));
    }
    return all.size();
  }

  private Optional<String> console() {
    return Optional.ofNullable(people.roster().get().organization().getBaseUrl());
  }
}
