package dev.watchbill.launcher.foresight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.rota.Balance;
import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.Tally;
import java.time.Duration;

/** Fairness as JSON: lengths in hours, with up to two decimals. */
public final class FairnessJson {
  private FairnessJson() {}

  /** One schedule's. */
  public static ObjectNode of(Fairness fairness) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("schedule", fairness.schedule())
            .put("from", fairness.from().toString())
            .put("to", fairness.to().toString());
    var people = object.putArray("people");
    fairness.people().forEach(it -> people.add(person(it)));
    var balances = object.putArray("balances");
    fairness.balances().forEach(it -> balances.add(balance(it)));
    return object;
  }

  private static ObjectNode person(Tally tally) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("who", tally.who())
        .put("turns", tally.turns())
        .put("hours", hours(tally.hours()))
        .put("night", hours(tally.night()))
        .put("weekend", hours(tally.weekend()))
        .put("holiday", hours(tally.holiday()))
        .put("brokenNights", tally.brokenNights());
  }

  private static ObjectNode balance(Balance balance) {
    var object = JsonNodeFactory.instance.objectNode();
    var rotations = object.putArray("rotations");
    balance.rotations().forEach(rotations::add);
    object.put("group", balance.group());
    var members = object.putArray("members");
    balance.accounts().forEach(it -> members.add(member(it)));
    return object
        .put("spread", hours(balance.spread()))
        .put("bound", hours(balance.bound()))
        .put("holds", balance.holds());
  }

  private static ObjectNode member(Balance.Account account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("who", account.who())
        .put("share", account.share())
        .put("load", hours(account.load()))
        .put("credited", hours(account.credited()))
        .put("compared", account.apart() == null)
        .put("apart", account.apart());
  }

  private static double hours(Duration duration) {
    return Math.round(duration.toSeconds() / 36.0) / 100.0;
  }
}
