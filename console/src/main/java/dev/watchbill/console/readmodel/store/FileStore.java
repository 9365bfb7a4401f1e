package dev.watchbill.console.readmodel.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQLite files in one folder: {@code read-model.db}, after a rebuild {@code read-model-1.db}, and
 * so on. A file is never renamed: its log would stay behind, and be taken for another's. The newest
 * that is whole is in force.
 */
public final class FileStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

  private final Path folder;
  private final String stem;
  private final Pattern name;

  /**
   * @param first path of the first file, such as {@code state/read-model.db}
   */
  public FileStore(Path first) {
    this.folder = Objects.requireNonNull(first.toAbsolutePath().getParent());
    this.stem = first.getFileName().toString().replaceFirst("\\.db$", "");
    this.name = Pattern.compile(Pattern.quote(stem) + "(?:-(\\d{1,9}))?\\.db");
  }

  @Override
  public Database open(Layout layout) {
    var found = files();
    for (var file : found) {
      var whole = openIfWhole(file, layout);
      if (whole.isPresent()) {
        found.stream().filter(other -> !other.equals(file)).forEach(FileStore::delete);
        return whole.get();
      }
    }
    found.forEach(FileStore::delete);
    LOG.atInfo().addKeyValue("folder", folder).log("read model is made from the topics");
    return make(found.isEmpty() ? 0 : number(found.getFirst()), layout, true);
  }

  @Override
  public Database begin(Layout layout) {
    var found = files();
    found.stream().filter(file -> !isWhole(file, layout)).forEach(FileStore::delete);
    return make(found.isEmpty() ? 0 : number(found.getFirst()) + 1, layout, false);
  }

  @Override
  public Database replace(Database old, Database next, Runnable catchUp) {
    catchUp.run();
    Layout.complete(next.writer());
    return next;
  }

  @Override
  public void discard(Database gone) {
    gone.close();
    if (gone instanceof SqliteFile file) {
      delete(file.path());
    }
  }

  private Database make(int number, Layout layout, boolean whole) {
    var file = folder.resolve(stem + (number == 0 ? "" : "-" + number) + ".db");
    var database = new SqliteFile(file);
    layout.create(database, whole);
    return database;
  }

  private static boolean isWhole(Path file, Layout layout) {
    var whole = openIfWhole(file, layout);
    whole.ifPresent(SqliteFile::close);
    return whole.isPresent();
  }

  private static Optional<SqliteFile> openIfWhole(Path file, Layout layout) {
    var database = new SqliteFile(file);
    if (layout.isThatOf(database)) {
      return Optional.of(database);
    }
    database.close();
    return Optional.empty();
  }

  /** The newest first. */
  private List<Path> files() {
    try (var all = Files.list(folder)) {
      return all.filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingInt(this::number).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int number(Path file) {
    var matcher = name.matcher(file.getFileName().toString());
    return matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static void delete(Path file) {
    try {
      for (var suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
