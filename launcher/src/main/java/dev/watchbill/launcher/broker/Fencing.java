package dev.watchbill.launcher.broker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Lets the controller learn that a broker was killed, before that broker comes back.
 *
 * <p>Else the new process begins with the old one's leadership, loads transactions that were being
 * committed, and loses that leadership when it registers. Markers that fall into this moment find
 * partitions without a leader; Kafka 4.3.1 takes those for deleted, skips them, and notes the
 * transaction as complete. It is then open for ever in some partitions, and committed in others.
 * With the broker fenced first, all its partitions get their leader in one step.
 */
final class Fencing {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** A controller alone has nobody to wait for. */
  private static final String SESSION_MS = "200";

  private Fencing() {}

  /**
   * Runs the controller alone until it has fenced the broker.
   *
   * @param settings of the node; what is the broker's is left out
   * @param controllerPort of the controller's listener
   * @throws IOException if it isn't fenced in time
   */
  static void fence(Map<String, String> settings, int controllerPort) throws IOException {
    var alone = new HashMap<>(settings);
    alone.put("process.roles", "controller");
    alone.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
    alone.remove("advertised.listeners");
    alone.remove("inter.broker.listener.name");
    alone.put("broker.session.timeout.ms", SESSION_MS);
    alone.put("broker.heartbeat.interval.ms", "100");
    var controller = new KafkaRaftServer(new KafkaConfig(alone, false), Time.SYSTEM);
    controller.startup();
    try {
      await();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private static void await() throws IOException {
    for (var left = PATIENCE; left.isPositive(); left = left.minus(PAUSE)) {
      if (count("FencedBrokerCount") > 0 && count("ActiveBrokerCount") == 0) {
        return;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while the controller fences the killed broker", e);
      }
    }
    throw new IOException(
        "Expected the controller to fence the killed broker within %s".formatted(PATIENCE));
  }

  /** As the controller counts them; 0: it doesn't yet. */
  private static int count(String name) throws IOException {
    try {
      var bean = new ObjectName("kafka.controller:type=KafkaController,name=" + name);
      var value = ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "Value");
      return value instanceof Number number ? number.intValue() : 0;
    } catch (InstanceNotFoundException e) {
      return 0;
    } catch (JMException e) {
      throw new IOException("Expected the controller to count its brokers", e);
    }
  }
}
