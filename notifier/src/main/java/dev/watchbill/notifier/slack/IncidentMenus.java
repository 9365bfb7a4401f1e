package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.answers.SnoozeLength;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The menus under an incident: for how long it sleeps, who takes it, who helps. */
final class IncidentMenus {
  /** Begins the block's id, which says the incident: a chosen person has no room for it. */
  private static final String BLOCK = "more:";

  private IncidentMenus() {}

  static LayoutBlock of(String incident) {
    return actions(it ->
        it.blockId(BLOCK + incident)
            .elements(
                List.of(
                    snooze(),
                    person(ButtonAction.REASSIGN, "Reassign to …"),
                    person(ButtonAction.ADD_RESPONDER, "Ask … to help"))));
  }

  private static BlockElement snooze() {
    return BlockElements.staticSelect(it ->
        it.actionId(ButtonAction.SNOOZE.id())
            .placeholder(plainText("Snooze …"))
            .options(
                Stream.of(SnoozeLength.values())
                    .map(length -> option(plainText(length.label()), length.value()))
                    .toList()));
  }

  private static BlockElement person(ButtonAction action, String placeholder) {
    return BlockElements.usersSelect(
        it -> it.actionId(action.id()).placeholder(plainText(placeholder)));
  }

  /** The incident that a menu stands under. */
  static String incident(BlockActionPayload.Action chosen) {
    var block = String.valueOf(chosen.getBlockId());
    return block.startsWith(BLOCK) ? block.substring(BLOCK.length()) : "";
  }

  /** For how long; empty: nothing of ours was chosen. */
  static Optional<Duration> length(BlockActionPayload.Action chosen) {
    return chosen.getSelectedOption() == null
        ? Optional.empty()
        : SnoozeLength.parse(String.valueOf(chosen.getSelectedOption().getValue()));
  }
}
