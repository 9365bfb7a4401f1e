package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All files of a roster as one document: tables joined, lists one after the other. */
final class MergedFiles {
  private final RosterFiles files;
  private final Notes notes;
  private final Map<String, Item.Entry> sections = new LinkedHashMap<>();

  private MergedFiles(RosterFiles files, Notes notes) {
    this.files = files;
    this.notes = notes;
  }

  /** The whole document; what can't be read is noted and left out. */
  static Value read(RosterFiles files, Notes notes) {
    var merged = new MergedFiles(files, notes);
    files.contents().keySet().forEach(merged::take);
    var place = new Place(files.shown(""), 1);
    notes.stands("", place);
    if (files.contents().isEmpty()) {
      notes.unreadable(place, "(folder)", "at least one *.yaml or *.yml file", "none");
    }
    return new Value(new Item.Table(place, List.copyOf(merged.sections.values())), "", notes);
  }

  private void take(String name) {
    var shown = files.shown(name);
    var text = files.text(name);
    if (text.isEmpty()) {
      notes.unreadable(new Place(shown, 1), "(file)", "text in UTF-8", "other bytes");
      return;
    }
    switch (YamlDocument.read(shown, text.get())) {
      case YamlDocument.Outcome.Empty _ -> {}
      case YamlDocument.Outcome.Unreadable wrong ->
          notes.unreadable(wrong.place(), "(file)", wrong.expected(), wrong.got());
      case YamlDocument.Outcome.Read read -> take(read.root());
    }
  }

  private void take(Item root) {
    if (!(root instanceof Item.Table table)) {
      notes.unreadable(root.place(), "(file)", "keys such as people and teams", root.kind());
      return;
    }
    var here = new LinkedHashMap<String, Place>();
    for (var entry : table.entries()) {
      var before = here.putIfAbsent(entry.key(), entry.place());
      if (before != null) {
        var got = "\"%s\" again (first at %s)".formatted(entry.key(), before);
        notes.error(entry.place(), entry.key(), "each key once in a file", got);
      } else {
        sections.merge(entry.key(), entry, this::join);
      }
    }
  }

  private Item.Entry join(Item.Entry first, Item.Entry second) {
    return new Item.Entry(
        first.key(), first.place(), join(first.key(), first.value(), second.value()));
  }

  private Item join(String key, Item first, Item second) {
    if (first instanceof Item.Table a && second instanceof Item.Table b) {
      return new Item.Table(a.place(), both(a.entries(), b.entries()));
    }
    if (first instanceof Item.Sequence a && second instanceof Item.Sequence b) {
      return new Item.Sequence(a.place(), both(a.items(), b.items()));
    }
    if (first instanceof Item.Nothing) {
      return second;
    }
    if (!(second instanceof Item.Nothing)) {
      notes.error(
          second.place(), key, "%s as at %s".formatted(first.kind(), first.place()), second.kind());
    }
    return first;
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
