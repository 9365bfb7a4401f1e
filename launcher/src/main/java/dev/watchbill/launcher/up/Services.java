package dev.watchbill.launcher.up;

import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The services of the pipeline, and how each is made.
 *
 * @param roster folder of the roster files
 * @param state where services keep what they can derive again
 */
record Services(
    Cluster cluster,
    Environment environment,
    Path roster,
    Path state,
    MeterRegistry metrics,
    InstantSource clock) {

  /** Makes them side by side. */
  List<Part> make() {
    return side(List.of());
  }

  private static List<Part> side(List<Supplier<Part>> recipes) {
    var making = recipes.stream().map(CompletableFuture::supplyAsync).toList();
    return making.stream().map(CompletableFuture::join).toList();
  }
}
