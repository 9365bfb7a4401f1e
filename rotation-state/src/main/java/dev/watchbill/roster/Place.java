package dev.watchbill.roster;

/**
 * Where something stands.
 *
 * @param file as the user would type it
 * @param line from 1
 */
public record Place(String file, int line) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
