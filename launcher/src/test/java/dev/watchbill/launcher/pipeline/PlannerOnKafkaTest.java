package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The planner as a Streams application on a broker: whatever happens to its processes, the same is
 * published, byte for byte, and everything is said once.
 */
@Tag("slow")
class PlannerOnKafkaTest {
  @TempDir Path folder;

  @Test
  void publishesTheSameHoweverOftenItIsRestartedAndWhoeverPlans() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("broker"), freePort(), freePort())) {
      var undisturbed = new PlannerCluster(broker, folder, "undisturbed.");
      var restarted = new PlannerCluster(broker, folder, "restarted.");
      var two = new PlannerCluster(broker, folder, "two.");
      try (undisturbed;
          restarted;
          two) {
        undisturbed.start("a");
        year(undisturbed, () -> {});
        restarted.start("a");
        // Each time into an empty folder: what it knows is on its topics.
        year(restarted, restarted::replace);
        two.start("a");
        two.start("b");
        // In turn, the one who plans goes, and the other takes over.
        year(two, two::takeOver);

        assertThat(restarted.published()).isEqualTo(undisturbed.published());
        assertThat(two.published()).isEqualTo(undisturbed.published());
        assertThat(restarted.said()).isEqualTo(undisturbed.said()).isNotEmpty();
        assertThat(two.said()).isEqualTo(undisturbed.said());
        assertThat(restarted.served()).isEqualTo(undisturbed.served()).isNotEmpty();
        assertThat(two.served()).isEqualTo(undisturbed.served());
      }
    }
  }

  private interface Disturbance {
    void happen() throws Exception;
  }

  /** Some weeks of a roster's life, disturbed after each thing that happens. */
  private static void year(PlannerCluster planner, Disturbance disturbance) throws Exception {
    planner.propose(
        "v1", Map.of("primary", List.of("asha", "bo", "carla"), "second", List.of("bo", "carla")));
    disturbance.happen();

    planner.override(
        "cover-1", "primary", "dmitri", "2026-01-14T18:00:00Z", "2026-01-14T22:00:00Z");
    disturbance.happen();
    assertThat(planner.outcomes()).containsExactly("cover-1 applied");

    // The same once more, and one for a time that is over.
    planner.override(
        "cover-1", "primary", "dmitri", "2026-01-14T18:00:00Z", "2026-01-14T22:00:00Z");
    planner.override(
        "cover-2", "primary", "dmitri", "2026-01-02T18:00:00Z", "2026-01-02T22:00:00Z");
    disturbance.happen();
    assertThat(planner.outcomes()).containsExactly("cover-1 applied", "cover-2 refused");

    planner.unreadable("second");
    planner.propose("v2", Map.of());
    disturbance.happen();

    planner.wakes("bo", "checkout-1", "2026-01-08T01:30:00Z");
    disturbance.happen();

    planner.passUntil("2026-01-13T09:00:00Z");
    disturbance.happen();

    planner.propose("v3", Map.of("second", List.of("carla", "bo"), "third", List.of("asha")));
    disturbance.happen();

    planner.passUntil("2026-01-20T09:00:00Z");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
