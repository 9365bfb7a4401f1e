package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Projects a history in a process of its own, which a test may kill at any moment. */
final class ProjectingProcess {
  static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  private ProjectingProcess() {}

  /**
   * Goes on where the file's rows end, now and then with a rebuild in between; a line each batch.
   *
   * @param arguments file, seed and size of the history, and a seed for this life
   */
  public static void main(String[] arguments) {
    var history =
        RandomHistory.of(Long.parseLong(arguments[1]), TOPICS, Integer.parseInt(arguments[2]));
    var random = new SplittableRandom(Long.parseLong(arguments[3]));
    try (var model = ReadModel.open(Path.of(arguments[0]), TOPICS, "cluster")) {
      for (var left = left(history, model); !left.isEmpty(); left = left(history, model)) {
        var _ = model.apply(left.subList(0, Math.min(left.size(), 1 + random.nextInt(40))));
        if (random.nextInt(25) == 0) {
          rebuild(model, history, random);
        }
        System.out.println(left.size());
      }
    }
  }

  private static void rebuild(ReadModel model, List<Received> history, SplittableRandom random) {
    var next = model.begin();
    var done = history.size() - left(history, model).size();
    for (var from = 0; from < done; ) {
      var to = Math.min(done, from + 1 + random.nextInt(200));
      var _ = next.apply(history.subList(from, to));
      from = to;
    }
    model.replaceBy(next, next::offsets, () -> {});
  }

  static List<Received> left(List<Received> history, ReadModel model) {
    var offsets = model.offsets();
    return history.stream()
        .filter(record ->
            record.offset()
                >= offsets.getOrDefault(new Place(record.topic(), record.partition()), 0L))
        .toList();
  }
}
