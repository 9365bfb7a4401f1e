package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Place;
import dev.watchbill.roster.Suggestion;
import dev.watchbill.schemas.config.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of the roster with its path, which reports what is wrong with itself. */
record Value(Item item, String path, Notes notes) {
  private static final int LONGEST_QUOTE = 80;

  Value {
    notes.stands(path, item.place());
  }

  /** Where its key stands, or itself in a list. */
  Place place() {
    return notes.placeOf(path);
  }

  boolean isText() {
    return item instanceof Item.Text;
  }

  boolean isList() {
    return item instanceof Item.Sequence;
  }

  boolean isTable() {
    return item instanceof Item.Table;
  }

  /** The scalar as text; a reference to a secret is none, as nobody would resolve it here. */
  Optional<String> text() {
    var text = raw();
    if (text.filter(Environment::isReference).isPresent()) {
      wrong("plain text, as only keys and chat addresses may refer to secrets", "a reference");
      return Optional.empty();
    }
    if (text.filter(String::isBlank).isPresent()) {
      wrong("text", "an empty one");
      return Optional.empty();
    }
    return text;
  }

  /** The scalar as text, references included. */
  Optional<String> raw() {
    if (item instanceof Item.Text text) {
      return Optional.of(text.value());
    }
    wrong("text", item.kind());
    return Optional.empty();
  }

  /** The scalar in a form; what isn't written so is reported and empty. */
  <T> Optional<T> as(Form<T> form) {
    if (!(item instanceof Item.Text text)) {
      wrong(form.expected(), item.kind());
      return Optional.empty();
    }
    var parsed = form.parse().apply(text.value());
    if (parsed.isEmpty()) {
      wrong(form.expected(), Suggestion.quoted(cut(text.value()), form.known()));
    }
    return parsed;
  }

  /** As {@link #as}, but what stands there is never shown. */
  Optional<String> asSecret(Form<String> form) {
    var text = raw();
    if (text.isPresent() && form.parse().apply(text.get()).isEmpty()) {
      wrong(form.expected() + ", as secrets never stand in a roster", "something else (***)");
      return Optional.empty();
    }
    return text;
  }

  /** A reference to something else in the roster, which is looked up once all files are read. */
  Optional<String> id(Notes.Kind kind) {
    var id = text();
    id.ifPresent(known -> notes.refers(kind, known, place(), path));
    return id;
  }

  /** The items of a list; nothing is an empty one. */
  List<Value> list() {
    return switch (item) {
      case Item.Sequence sequence -> items(sequence);
      case Item.Nothing _ -> List.of();
      case Item.Text _ -> notAList();
      case Item.Table _ -> notAList();
    };
  }

  /** The items of a list, or the one thing that stands there alone. */
  List<Value> oneOrMore() {
    return item instanceof Item.Sequence || item instanceof Item.Nothing ? list() : List.of(this);
  }

  /** A table with known keys. */
  Section section(Shape shape) {
    return Section.closed(this, shape);
  }

  /** A table whose keys are ids. */
  Section table() {
    return Section.open(this);
  }

  void wrong(String expected, String got) {
    notes.error(place(), path, expected, got);
  }

  private List<Value> notAList() {
    wrong("a list", item.kind());
    return List.of();
  }

  private List<Value> items(Item.Sequence sequence) {
    var values = new ArrayList<Value>();
    for (var one : sequence.items()) {
      values.add(new Value(one, "%s[%d]".formatted(path, values.size()), notes));
    }
    return values;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }
}
