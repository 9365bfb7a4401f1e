package dev.watchbill.escalation.kafka;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;

/** A topology as a Mermaid flow chart: topics rounded, stores as drums. */
final class TopologyDrawing {
  private final Topology topology;
  private final Set<String> lines = new LinkedHashSet<>();

  TopologyDrawing(Topology topology) {
    this.topology = topology;
  }

  String text() {
    var description = topology.describe();
    description.globalStores().stream()
        .sorted(java.util.Comparator.comparingInt(store -> store.id()))
        .forEach(store -> draw(Stream.of(store.source(), store.processor()).toList()));
    description.subtopologies().forEach(part -> draw(part.nodes()));
    return "flowchart LR\n" + String.join("\n", lines) + "\n";
  }

  private void draw(Collection<? extends Node> nodes) {
    nodes.stream().sorted(java.util.Comparator.comparing(Node::name)).forEach(this::draw);
  }

  private void draw(Node node) {
    switch (node) {
      case Source source ->
          source
              .topicSet()
              .forEach(topic ->
                  successors(source)
                      .forEach(next -> line("%s([%s]) --> %s".formatted(id(topic), topic, next))));
      case Processor processor ->
          new TreeSet<>(processor.stores())
              .forEach(store ->
                  line("%s --- %s[(%s)]".formatted(processor.name(), "store-" + store, store)));
      case Sink sink ->
          sink.predecessors()
              .forEach(before ->
                  line("%s --> %s([%s])".formatted(before.name(), id(sink.topic()), sink.topic())));
      default -> throw new IllegalStateException("Expected a known node, but got " + node);
    }
  }

  private static Stream<String> successors(Node node) {
    return node.successors().stream().map(Node::name).sorted();
  }

  private static String id(String topic) {
    return "topic-" + topic.substring(topic.lastIndexOf('.') + 1);
  }

  private void line(String line) {
    lines.add("  " + line);
  }
}
