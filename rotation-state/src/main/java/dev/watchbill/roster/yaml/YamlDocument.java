package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Place;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One file of YAML 1.2 as a tree of {@link Item}s. An alias shares the tree of its anchor. */
final class YamlDocument {
  private static final int DEEPEST = 40;
  private static final int LONGEST = 64 * 1024 * 1024;

  private final String file;
  private final IdentityHashMap<Node, Item> known = new IdentityHashMap<>();

  private YamlDocument(String file) {
    this.file = file;
  }

  /** What came of reading one file: its tree, nothing because it is empty, or why not. */
  sealed interface Outcome {
    record Read(Item root) implements Outcome {}

    record Empty() implements Outcome {}

    record Unreadable(Place place, String expected, String got) implements Outcome {}
  }

  static Outcome read(String file, String text) {
    var document = new YamlDocument(file);
    try {
      var settings = LoadSettings.builder().setCodePointLimit(LONGEST).build();
      var nodes = new ArrayList<Node>();
      new Compose(settings).composeAllFromString(text).forEach(nodes::add);
      return document.outcome(nodes);
    } catch (MarkedYamlEngineException e) {
      return document.unreadable(e.getProblemMark(), e.getProblem());
    } catch (YamlEngineException e) {
      return document.unreadable(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private Outcome outcome(List<Node> documents) {
    if (documents.isEmpty()) {
      return new Outcome.Empty();
    }
    if (documents.size() > 1) {
      return new Outcome.Unreadable(
          place(documents.get(1)), "one YAML document in a file", "a second one");
    }
    var root = item(documents.getFirst(), 0);
    return root instanceof Item.Nothing ? new Outcome.Empty() : new Outcome.Read(root);
  }

  private Outcome unreadable(Optional<Mark> mark, String problem) {
    int line = mark.map(at -> at.getLine() + 1).orElse(1);
    return new Outcome.Unreadable(new Place(file, line), "YAML", problem);
  }

  private Item item(Node node, int depth) {
    var before = known.get(node);
    if (before != null) {
      return before;
    }
    if (depth > DEEPEST) {
      throw new YamlEngineException("lists or keys nested more than " + DEEPEST + " deep");
    }
    var item = convert(node, depth);
    known.put(node, item);
    return item;
  }

  private Item convert(Node node, int depth) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode list ->
          new Item.Sequence(
              place(list), list.getValue().stream().map(one -> item(one, depth + 1)).toList());
      case MappingNode table ->
          new Item.Table(
              place(table),
              table.getValue().stream()
                  .map(entry ->
                      new Item.Entry(
                          keyOf(entry.getKeyNode()),
                          place(entry.getKeyNode()),
                          item(entry.getValueNode(), depth + 1)))
                  .toList());
      default -> throw new YamlEngineException("an unknown kind of node " + node.getNodeType());
    };
  }

  private Item scalar(ScalarNode scalar) {
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    boolean nothing = plain && List.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
    return nothing
        ? new Item.Nothing(place(scalar))
        : new Item.Text(place(scalar), scalar.getValue());
  }

  private static String keyOf(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "?";
  }

  private Place place(Node node) {
    return new Place(file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
  }
}
