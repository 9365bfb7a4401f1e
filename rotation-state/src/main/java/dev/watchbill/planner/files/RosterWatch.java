package dev.watchbill.planner.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a folder may have changed: told by the file system where it can tell, else after a
 * moment, as network folders and some containers say nothing.
 */
public final class RosterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterWatch.class);
  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(2);

  /** Editors and git write several files, and each several times. */
  private static final Duration QUIET = Duration.ofMillis(200);

  private final Path folder;
  private @Nullable WatchService watch;

  public RosterWatch(Path folder) {
    this.folder = folder;
  }

  /** Returns after a change and a moment of quiet, or after two seconds without either. */
  public void await() throws InterruptedException {
    var told = watch();
    if (told == null) {
      TimeUnit.MILLISECONDS.sleep(LOOK_ANYWAY.toMillis());
      return;
    }
    var key = told.poll(LOOK_ANYWAY.toMillis(), TimeUnit.MILLISECONDS);
    while (key != null) {
      key.pollEvents();
      if (!key.reset()) {
        close();
        return;
      }
      key = told.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private @Nullable WatchService watch() {
    if (watch == null && Files.isDirectory(folder)) {
      try {
        var opened = FileSystems.getDefault().newWatchService();
        folder.register(
            opened,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
        watch = opened;
      } catch (IOException | UnsupportedOperationException e) {
        LOG.atDebug().addKeyValue("folder", folder).setCause(e).log("folder can't be watched");
      }
    }
    return watch;
  }

  @Override
  public void close() {
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("folder", folder).setCause(e).log("watch can't be closed");
    }
    watch = null;
  }
}
