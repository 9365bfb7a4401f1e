package dev.watchbill.console.pages;

import dev.watchbill.console.api.IntakeAsking;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What intake refused, newest first.
 *
 * @param only of this integration; null: of any
 * @param older cursor of the next page; null: this is the last
 */
public record RejectedView(
    List<RejectedAlert> items, @Nullable String only, @Nullable String older, People people) {

  /** Whether there is anything to take in once more. */
  public static boolean canBeReplayed(RejectedAlert refused) {
    var replay = refused.getReplay();
    var whole = !refused.getRawTruncated() && (!refused.getPart() || refused.getBody() != null);
    return refused.getRaw().hasRemaining()
        && whole
        && (replay == null || !IntakeAsking.isTaken(replay));
  }

  /** What became of it, in words. */
  public static String outcome(Replay replay) {
    return switch (replay.getOutcome()) {
      case "accepted" -> IntakeAsking.isTaken(replay) ? "taken in" : "no alert in it";
      case "nothing" -> "no alert in it";
      default -> "refused again";
    };
  }

  /** Its body as text. */
  public static String body(RejectedAlert refused) {
    return StandardCharsets.UTF_8.decode(refused.getRaw().duplicate()).toString();
  }
}
