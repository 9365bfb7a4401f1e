package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Place;
import java.util.List;

/** A piece of a YAML document with the place where it stands. */
sealed interface Item {
  Place place();

  /** What it is, for messages; never its content, which may be a secret. */
  String kind();

  /** A scalar. */
  record Text(Place place, String value) implements Item {
    @Override
    public String kind() {
      return "text";
    }
  }

  /** A key without a value, or {@code null}. */
  record Nothing(Place place) implements Item {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A sequence. */
  record Sequence(Place place, List<Item> items) implements Item {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping; keys may come twice here. */
  record Table(Place place, List<Entry> entries) implements Item {
    @Override
    public String kind() {
      return "keys and values";
    }
  }

  /** One key of a mapping and its value. */
  record Entry(String key, Place place, Item value) {}
}
