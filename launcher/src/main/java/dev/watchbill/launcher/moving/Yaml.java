package dev.watchbill.launcher.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A table of YAML as people write it; whatever stands in it is quoted where it must be. */
final class Yaml {
  /** Read as nothing, as a number or as yes or no unless quoted: here, or by other tools. */
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "|~|null|y|n|yes|no|on|off|true|false"
              + "|[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)(e[-+]?[0-9]+)?"
              + "|0x[0-9a-f]+|0o[0-7]+|[-+]?\\.(inf|nan)",
          Pattern.CASE_INSENSITIVE);

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDumpComments(true)
          .setWidth(100_000)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .build();

  private final List<NodeTuple> entries = new ArrayList<>();
  private final FlowStyle style;

  private Yaml(FlowStyle style) {
    this.style = style;
  }

  /** A key a line. */
  static Yaml table() {
    return new Yaml(FlowStyle.BLOCK);
  }

  /** All on one line. */
  static Yaml inline() {
    return new Yaml(FlowStyle.FLOW);
  }

  /** All on one line, unless there is something to be noted above it. */
  static Yaml inline(List<String> notes) {
    return notes.isEmpty() ? inline() : table();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** A text, unless nothing of it can be seen. */
  Yaml put(String key, String value) {
    return PlainText.of(value).isEmpty() ? this : put(key, text(value));
  }

  Yaml put(String key, long number) {
    return put(key, new ScalarNode(Tag.INT, Long.toString(number), ScalarStyle.PLAIN));
  }

  /** A key that says yes. */
  Yaml yes(String key) {
    return put(key, new ScalarNode(Tag.BOOL, "true", ScalarStyle.PLAIN));
  }

  Yaml put(String key, Optional<?> value) {
    value.ifPresent(it -> put(key, it.toString()));
    return this;
  }

  Yaml put(String key, Node value) {
    return put(key, value, List.of());
  }

  /** A table, unless it is empty. */
  Yaml put(String key, Yaml value) {
    return value.isEmpty() ? this : put(key, value.node());
  }

  /**
   * @param notes stand above it
   */
  Yaml put(String key, Node value, List<String> notes) {
    entries.add(new NodeTuple(noted(text(key), notes), value));
    return this;
  }

  Node node() {
    return new MappingNode(Tag.MAP, entries, style);
  }

  static Node text(String value) {
    var plain = PlainText.of(value);
    var quoted = NO_TEXT.matcher(plain).matches() ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(Tag.STR, plain, quoted);
  }

  /** A list on one line. */
  static Node words(List<String> values) {
    return list(values.stream().map(Yaml::text).toList());
  }

  static Node list(List<Node> items) {
    return new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
  }

  /** An item a line. */
  static Node lines(List<Node> items) {
    return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
  }

  static <N extends Node> N noted(N node, List<String> notes) {
    node.setBlockComments(notes.stream().map(Yaml::comment).toList());
    return node;
  }

  private static CommentLine comment(String note) {
    return new CommentLine(
        Optional.empty(), Optional.empty(), " " + PlainText.of(note), CommentType.BLOCK);
  }

  String written() {
    return new Present(SETTINGS)
        .emitToString(new Serialize(SETTINGS).serializeOne(node()).iterator());
  }
}
