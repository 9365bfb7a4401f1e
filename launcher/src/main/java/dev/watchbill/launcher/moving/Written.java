package dev.watchbill.launcher.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The files of a roster.
 *
 * @param files their text by name, in the order they are read best
 */
public record Written(Map<String, String> files) {
  private static final Pattern NOTE = Pattern.compile("\\s*(?:- )?# (.*)");

  /** What stands in a file as a comment: where, and what. */
  public record Note(String file, int line, String text) {}

  /** All notes of all files; the first line of each says what it is. */
  public List<Note> notes() {
    var notes = new ArrayList<Note>();
    files.forEach((file, text) -> {
      var lines = text.lines().toList();
      for (int i = RosterYaml.HEAD; i < lines.size(); i++) {
        var note = NOTE.matcher(lines.get(i));
        if (note.matches()) {
          notes.add(new Note(file, i + 1, note.group(1)));
        }
      }
    });
    return notes;
  }
}
