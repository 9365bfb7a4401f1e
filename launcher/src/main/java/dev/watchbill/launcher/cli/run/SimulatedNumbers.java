package dev.watchbill.launcher.cli.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.simulate.Result;
import dev.watchbill.launcher.simulate.Result.Numbers;
import dev.watchbill.launcher.simulate.Result.Share;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a simulation came to, for people and for programs. */
record SimulatedNumbers(Numbers numbers) {
  private static final Share NONE = new Result.Share(0, 0);

  /** One number and what it is called. */
  private record Row(String title, Function<Numbers, String> value) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("alerts", n -> "" + n.alerts()),
          new Row("incidents", n -> "" + n.incidents()),
          new Row("pages", n -> "" + n.pages()),
          new Row("nights broken", n -> "" + n.nightsBroken()),
          new Row("time to reach somebody, median", n -> words(n.medianToReach())),
          new Row("  95 of 100 within", n -> words(n.slowToReach())),
          new Row("  at most", n -> words(n.slowestToReach())),
          new Row("incidents that reached nobody", n -> "" + n.reachedNobody()),
          new Row("incidents at the last resort", n -> "" + n.lastResort()),
          new Row("incidents nobody took", n -> "" + n.untaken()));

  void print(PrintWriter to) {
    to.println();
    ROWS.forEach(
        row -> to.println("%-34s %10s".formatted(row.title(), row.value().apply(numbers))));
    numbers
        .people()
        .forEach((person, share) ->
            to.println(
                "%-34s %10d  nights broken %d"
                    .formatted("pages of " + person, share.pages(), share.nights())));
  }

  void printBeside(Numbers after, PrintWriter to) {
    to.println("%-34s %10s %10s".formatted("", "before", "after"));
    ROWS.forEach(row ->
        to.println(
            "%-34s %10s %10s"
                .formatted(row.title(), row.value().apply(numbers), row.value().apply(after))));
    var people = new TreeSet<>(numbers.people().keySet());
    people.addAll(after.people().keySet());
    people.forEach(person -> {
      var old = numbers.people().getOrDefault(person, NONE);
      var fresh = after.people().getOrDefault(person, NONE);
      to.println("%-34s %10d %10d".formatted("pages of " + person, old.pages(), fresh.pages()));
      to.println("%-34s %10d %10d".formatted("  nights broken", old.nights(), fresh.nights()));
    });
  }

  static ObjectNode json(Numbers before, Numbers after) {
    var both = JsonNodeFactory.instance.objectNode();
    both.set("before", json(before));
    both.set("after", json(after));
    return both;
  }

  private static ObjectNode json(Numbers numbers) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("alerts", numbers.alerts())
            .put("incidents", numbers.incidents())
            .put("pages", numbers.pages())
            .put("nightsBroken", numbers.nightsBroken())
            .put("reachedNobody", numbers.reachedNobody())
            .put("lastResort", numbers.lastResort())
            .put("taken", numbers.taken())
            .put("untaken", numbers.untaken());
    var reach = json.putObject("timeToReachMs");
    reach.put("median", millis(numbers.medianToReach()));
    reach.put("p95", millis(numbers.slowToReach()));
    reach.put("max", millis(numbers.slowestToReach()));
    var people = json.putArray("people");
    numbers
        .people()
        .forEach((person, share) ->
            people
                .addObject()
                .put("person", person)
                .put("pages", share.pages())
                .put("nightsBroken", share.nights()));
    return json;
  }

  private static @Nullable Long millis(@Nullable Duration time) {
    return time == null ? null : time.toMillis();
  }

  private static String words(@Nullable Duration time) {
    if (time == null) {
      return "-";
    }
    var text = time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    return text.equals("0s") ? "at once" : text;
  }
}
