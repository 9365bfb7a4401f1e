package dev.watchbill.launcher.cli.plan;

import dev.watchbill.planner.FairnessChange;
import dev.watchbill.rota.Balance;
import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to fairness, as rows: what is before an arrow was, what is after it would be.
 */
record FairnessWords(List<FairnessChange> changes) {
  static final List<String> PEOPLE =
      List.of("schedule", "who", "turns", "hours", "night", "weekend", "holiday");
  static final List<String> LOADS = List.of("rotations", "who", "share", "load");
  static final List<String> BALANCES = List.of("rotations", "spread", "bound", "within it");

  FairnessWords {
    changes = List.copyOf(changes);
  }

  /** Something that was, would be, or both. */
  private record Pair<T>(@Nullable T before, @Nullable T after) {
    boolean isSame() {
      return Objects.equals(before, after);
    }

    /** Once where it stays the same. */
    String said(Function<T, String> words) {
      var was = before == null ? "–" : words.apply(before);
      var is = after == null ? "–" : words.apply(after);
      return was.equals(is) ? was : was + " → " + is;
    }
  }

  /** Everybody who serves otherwise than before. */
  List<List<String>> people() {
    var rows = new ArrayList<List<String>>();
    for (var change : changes) {
      pairs(change, Fairness::people, Tally::who)
          .forEach((who, pair) -> {
            if (!pair.isSame()) {
              rows.add(
                  List.of(
                      change.schedule(),
                      who,
                      pair.said(it -> Integer.toString(it.turns())),
                      pair.said(it -> hours(it.hours())),
                      pair.said(it -> hours(it.night())),
                      pair.said(it -> hours(it.weekend())),
                      pair.said(it -> hours(it.holiday()))));
            }
          });
    }
    return rows;
  }

  /** Everybody whose load or share would be another. */
  List<List<String>> loads() {
    var rows = new ArrayList<List<String>>();
    balancePairs()
        .forEach((rotations, balance) ->
            accounts(balance)
                .forEach((who, pair) -> {
                  var share = pair.said(it -> share(it.share()));
                  var load = pair.said(it -> hours(it.load()));
                  if ((share + load).contains("→")) {
                    rows.add(List.of(rotations, who, share, load));
                  }
                }));
    return rows;
  }

  /** How far apart the loads are, and whether that is within the bound. */
  List<List<String>> balances() {
    var rows = new ArrayList<List<String>>();
    balancePairs()
        .forEach((rotations, pair) ->
            rows.add(
                List.of(
                    rotations,
                    pair.said(it -> hours(it.spread())),
                    pair.said(it -> hours(it.bound())),
                    pair.said(it -> it.holds() ? "yes" : "no"))));
    return rows;
  }

  /** Rotations of several schedules may share a load, which is said once. */
  private Map<String, Pair<Balance>> balancePairs() {
    var pairs = new LinkedHashMap<String, Pair<Balance>>();
    for (var change : changes) {
      pairs(change, Fairness::balances, it -> String.join(", ", it.rotations()))
          .forEach(pairs::putIfAbsent);
    }
    return pairs;
  }

  private static Map<String, Pair<Balance.Account>> accounts(Pair<Balance> balance) {
    return paired(
        balance.before() == null ? List.of() : balance.before().accounts(),
        balance.after() == null ? List.of() : balance.after().accounts(),
        Balance.Account::who);
  }

  private static <T> Map<String, Pair<T>> pairs(
      FairnessChange change, Function<Fairness, List<T>> items, Function<T, String> key) {
    return paired(
        change.before() == null ? List.of() : items.apply(change.before()),
        change.after() == null ? List.of() : items.apply(change.after()),
        key);
  }

  private static <T> Map<String, Pair<T>> paired(
      Collection<T> before, Collection<T> after, Function<T, String> key) {
    var old = before.stream().collect(Collectors.toMap(key, Function.identity()));
    var fresh = after.stream().collect(Collectors.toMap(key, Function.identity()));
    var pairs = new LinkedHashMap<String, Pair<T>>();
    Stream.concat(after.stream(), before.stream())
        .map(key)
        .forEach(it -> pairs.putIfAbsent(it, new Pair<>(old.get(it), fresh.get(it))));
    return pairs;
  }

  private static String share(double share) {
    return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
  }

  private static String hours(Duration duration) {
    var minutes = duration.toMinutes();
    return minutes % 60 == 0
        ? Long.toString(minutes / 60)
        : String.format(Locale.ROOT, "%.1f", minutes / 60.0);
  }
}
