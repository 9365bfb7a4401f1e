package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.model.block.composition.OptionGroupObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The field for one rotation. A dialog's fields don't follow each other, so it shows the rotations
 * of all schedules that have several, under the schedule's id.
 */
final class RotationField {
  private RotationField() {}

  /** Empty: no schedule has several. */
  static Optional<BlockElement> of(RosterSnapshot roster) {
    var schedules =
        roster.schedules().keySet().stream()
            .filter(id -> roster.rotationsOf(id).size() > 1)
            .sorted()
            .toList();
    if (schedules.isEmpty()) {
      return Optional.empty();
    }
    var listed =
        schedules.size() <= Modals.MOST_OPTIONS
            && schedules.stream().allMatch(id -> listed(id, roster.rotationsOf(id)));
    return Optional.of(
        listed ? choice(schedules, roster) : Modals.written(false, Modals.LONGEST_WHY));
  }

  /** The rotation, of a choice that is one of this schedule. */
  static Optional<String> chosen(String schedule, String value) {
    var before = before(schedule);
    return value.startsWith(before)
        ? Optional.of(value.substring(before.length()))
        : Optional.empty();
  }

  private static String before(String schedule) {
    return schedule + "/";
  }

  private static boolean listed(String schedule, List<String> rotations) {
    return rotations.size() <= Modals.MOST_OPTIONS
        && rotations.stream()
            .allMatch(name ->
                !name.isBlank() && (before(schedule) + name).length() <= Modals.LONGEST_OPTION);
  }

  private static BlockElement choice(List<String> schedules, RosterSnapshot roster) {
    return BlockElements.staticSelect(it ->
        it.actionId(Modals.VALUE)
            .placeholder(plainText("Rotation"))
            .optionGroups(
                schedules.stream().map(id -> group(id, roster.rotationsOf(id))).toList()));
  }

  private static OptionGroupObject group(String schedule, List<String> rotations) {
    return OptionGroupObject.builder()
        .label(plainText(schedule))
        .options(
            rotations.stream()
                .map(name -> option(plainText(name), before(schedule) + name))
                .toList())
        .build();
  }
}
