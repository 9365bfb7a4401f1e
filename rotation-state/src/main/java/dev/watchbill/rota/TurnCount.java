package dev.watchbill.rota;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which slots of a grid use up a turn, and how many did before a given one. A slot that is empty,
 * or that the hours hide completely, doesn't.
 *
 * <p>Between two clock changes the answer repeats with the week, so only slots near a change are
 * looked at one by one; what was found is kept, and a question is a binary search.
 */
final class TurnCount {
  private static final long WEEK = 7 * 86_400;
  private static final long MARGIN = 2 * 86_400_000L;

  /** Slots from {@code first}, whose use repeats after {@code used.length - 1} slots. */
  private static final class Block {
    private final long first;
    private final long usedBefore;
    private final int[] used;

    Block(long first, long usedBefore, int[] used) {
      this.first = first;
      this.usedBefore = usedBefore;
      this.used = used;
    }

    long before(long slot) {
      var cycle = used.length - 1;
      var inside = slot - first;
      return usedBefore + inside / cycle * used[cycle] + used[(int) (inside % cycle)];
    }
  }

  private final TurnGrid grid;
  private final LocalHours hours;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Long, int[]> patterns = new HashMap<>();

  /** The first slot no block is known for; {@code Long.MAX_VALUE} when the last one never ends. */
  private long known;

  private long used;
  private Instant scanned;

  TurnCount(TurnGrid grid, LocalHours hours) {
    this.grid = grid;
    this.hours = hours;
    this.scanned = Instant.ofEpochMilli(grid.start(0) - MARGIN);
  }

  /** Whether this slot uses up a turn. */
  boolean uses(long slot) {
    var start = grid.start(slot);
    var end = grid.start(slot + 1);
    return start < end && (hours.isAlways() || !hours.within(start, end).isEmpty());
  }

  /** How many slots from the anchor to before this one use up a turn. */
  synchronized long before(long slot) {
    while (known <= slot) {
      extend();
    }
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      if (blocks.get(middle).first <= slot) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return blocks.get(low).before(slot);
  }

  private void extend() {
    var change = nextChange();
    if (change == null) {
      addRegular(Long.MAX_VALUE);
      return;
    }
    scanned = change.getInstant();
    var at = change.getInstant().toEpochMilli();
    addRegular(Math.max(known, grid.slotAt(at - MARGIN)));
    addOneByOne(Math.max(known, grid.slotAt(at + MARGIN) + 1));
  }

  /** The next clock change after which slots may be used otherwise than the week before. */
  private @Nullable ZoneOffsetTransition nextChange() {
    var rules = grid.rules();
    var change = rules.nextTransition(scanned);
    while (change != null && !matters(change.getOffsetBefore(), change.getOffsetAfter())) {
      // From here on the clocks change by the same few rules for ever.
      if (isForever(change) && rules.getTransitionRules().stream().noneMatch(this::matters)) {
        return null;
      }
      change = rules.nextTransition(change.getInstant());
    }
    return change;
  }

  private boolean isForever(ZoneOffsetTransition change) {
    var recorded = grid.rules().getTransitions();
    return recorded.isEmpty() || !change.getInstant().isBefore(recorded.getLast().getInstant());
  }

  private boolean matters(ZoneOffsetTransitionRule rule) {
    return matters(rule.getOffsetBefore(), rule.getOffsetAfter());
  }

  private boolean matters(ZoneOffset before, ZoneOffset after) {
    if (grid.isElapsed()) {
      return !hours.isAlways();
    }
    var skipped = after.getTotalSeconds() - before.getTotalSeconds();
    return skipped > 0 && (!hours.isAlways() || skipped >= grid.nominalSeconds());
  }

  private void addRegular(long until) {
    if (until <= known) {
      return;
    }
    var start = grid.localStart(known);
    var phase =
        (start.getDayOfWeek().getValue() - 1) * 86_400L + start.getLong(ChronoField.SECOND_OF_DAY);
    add(new Block(known, used, patterns.computeIfAbsent(phase, this::pattern)), until);
  }

  private int[] pattern(long phase) {
    var length = grid.nominalSeconds();
    var cycle = hours.isAlways() ? 1 : (int) (WEEK / gcd(WEEK, length));
    var counted = new int[cycle + 1];
    for (int i = 0; i < cycle; i++) {
      counted[i + 1] =
          counted[i] + (hours.touches(Math.floorMod(phase + i * length, WEEK), length) ? 1 : 0);
    }
    return counted;
  }

  private void addOneByOne(long until) {
    if (until <= known) {
      return;
    }
    var counted = new int[(int) (until - known) + 1];
    for (int i = 0; i < counted.length - 1; i++) {
      counted[i + 1] = counted[i] + (uses(known + i) ? 1 : 0);
    }
    add(new Block(known, used, counted), until);
  }

  private void add(Block block, long until) {
    blocks.add(block);
    if (until != Long.MAX_VALUE) {
      used = block.before(until);
    }
    known = until;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
