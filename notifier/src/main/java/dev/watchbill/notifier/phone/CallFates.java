package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.links.LinkPass;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Receipt;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of calls after the provider took them. A call that a machine or nobody took has
 * reached nobody: its page fails, so that the person's next contact is used at once.
 */
public final class CallFates {
  private static final Logger LOG = LoggerFactory.getLogger(CallFates.class);

  /** Words for a call that is over. */
  private static final Set<String> ENDS =
      Set.of(
          "completed",
          "busy",
          "no-answer",
          "unanswered",
          "timeout",
          "rejected",
          "canceled",
          "cancelled",
          "failed");

  private final LinkSeal seal;
  private final Receipts receipts;
  private final BiConsumer<String, String> ended;
  private final InstantSource clock;

  /**
   * @param ended told of a person and a page whose call has ended
   */
  public CallFates(
      LinkSeal seal, Receipts receipts, BiConsumer<String, String> ended, InstantSource clock) {
    this.seal = seal;
    this.receipts = receipts;
    this.ended = ended;
    this.clock = clock;
  }

  /**
   * Takes note of it.
   *
   * @param token of the call, from its address
   * @param word as the provider has it: Twilio's {@code AnsweredBy} or {@code CallStatus}, Vonage's
   *     {@code status}
   * @return false: the token isn't ours, or too old
   */
  public boolean take(String token, String word) throws InterruptedException {
    var pass =
        seal.open(token)
            .filter(it -> it.action().equals(Links.KEYS))
            .filter(it -> clock.instant().isBefore(it.expires()));
    if (pass.isEmpty()) {
      return false;
    }
    if (ENDS.contains(word.toLowerCase(Locale.ROOT))) {
      ended.accept(pass.get().person(), pass.get().pages().getFirst());
    }
    var fate = Fate.of(word);
    if (fate.isPresent()) {
      for (var page : pass.get().pages()) {
        report(page, pass.get(), fate.get());
      }
    }
    return true;
  }

  private void report(String page, LinkPass pass, Fate fate) throws InterruptedException {
    var incident = incident(page, pass);
    LOG.atInfo()
        .addKeyValue("page", page)
        .addKeyValue("incident", incident)
        .addKeyValue("outcome", fate.outcome())
        .log("call ended");
    receipts.report(
        Receipt.newBuilder()
            .setId(page + "/" + fate.outcome())
            .setPage(page)
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setPerson(pass.person())
            .setChannel(CallChannel.NAME)
            .setOutcome(fate.outcome())
            .setPermanent(fate.outcome().equals("failed"))
            .setReason(fate.reason())
            .setAt(clock.instant())
            // As its other receipt has it: the pages of one call fill one slot.
            .setSummary(pass.pages().size() > 1 ? pass.pages().getFirst() : null)
            .build());
  }

  /** Pages are named INCIDENT.NUMBER. */
  private static String incident(String page, LinkPass pass) {
    return pass.pages().size() > 1 && page.contains(".")
        ? page.substring(0, page.lastIndexOf('.'))
        : pass.incident();
  }

  /** What it means for a page. */
  private record Fate(String outcome, String reason) {
    /** Empty: nothing that is known for sure. */
    static Optional<Fate> of(String word) {
      var state = word.toLowerCase(Locale.ROOT);
      if (state.startsWith("machine")) {
        return Optional.of(failed("an answering machine took the call"));
      }
      return switch (state) {
        case "human" -> Optional.of(new Fate("delivered", "a person took the call"));
        case "fax" -> Optional.of(failed("a fax took the call"));
        // Perhaps with a call of somebody else's: the step's patience tells.
        case "busy" -> Optional.empty();
        case "no-answer", "unanswered", "timeout" -> Optional.of(failed("nobody took the call"));
        case "rejected", "canceled", "cancelled" -> Optional.of(failed("the call was rejected"));
        case "failed" -> Optional.of(failed("the call could not be put through"));
        default -> Optional.empty();
      };
    }

    private static Fate failed(String reason) {
      return new Fate("failed", reason);
    }
  }
}
