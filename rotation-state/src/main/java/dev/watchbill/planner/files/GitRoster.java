package dev.watchbill.planner.files;

import dev.watchbill.planner.RosterSource;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A roster in a git repository, followed by commit. It is fetched in a thread of its own, so that a
 * slow or absent host holds up nothing; what was fetched last stays readable, also over a restart.
 */
public final class GitRoster implements RosterSource, AutoCloseable {
  private static final String UNREACHABLE = "unreachable";
  private static final Logger LOG = LoggerFactory.getLogger(GitRoster.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration FOR_THE_FIRST = Duration.ofSeconds(60);
  private static final int TIMEOUT_SECONDS = 20;
  private static final String FOLLOWED = "refs/watchbill/roster";
  private static final String USER = "WATCHBILL_ROSTER_USER";
  private static final String TOKEN = "WATCHBILL_ROSTER_TOKEN";

  private final RosterPlace.Repository place;
  private final Path checkout;
  private final Environment environment;
  private final InstantSource clock;
  private final Consumer<String> outcomes;
  private final Duration every;
  private final Optional<CalendarFeeds> feeds;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread;
  private volatile String complaint = "";
  private volatile boolean closed;

  /**
   * @param checkout a folder of its own, kept over a restart
   * @param environment where the secrets are: those that the roster refers to, and {@code
   *     WATCHBILL_ROSTER_TOKEN} (with {@code _USER}) of a host that asks for one
   * @param outcomes is told {@code fetched} or {@code unreachable} after each attempt
   * @param feeds fetches the calendars it names by address
   */
  public GitRoster(
      RosterPlace.Repository place,
      Path checkout,
      Environment environment,
      InstantSource clock,
      Consumer<String> outcomes,
      CalendarFeeds feeds) {
    this(place, checkout, environment, clock, outcomes, EVERY, Optional.of(feeds));
  }

  GitRoster(
      RosterPlace.Repository place,
      Path checkout,
      Environment environment,
      InstantSource clock,
      Consumer<String> outcomes,
      Duration every,
      Optional<CalendarFeeds> feeds) {
    this.every = every;
    this.feeds = feeds;
    this.place = place;
    this.checkout = checkout;
    this.environment = environment;
    this.clock = clock;
    this.outcomes = outcomes;
    this.thread = Thread.ofPlatform().daemon().name("roster-git").unstarted(this::follow);
  }

  /** Begins to follow. */
  public void start() {
    thread.start();
  }

  /** Where its files are, once they were fetched. */
  public Path folder() {
    return checkout.resolve(place.folder());
  }

  /** Of the commit, and of the secrets that its files refer to. */
  @Override
  public String fingerprint() {
    var head = head();
    return head.map(commit -> commit + " " + files(commit).fingerprint()).orElse(complaint);
  }

  @Override
  public String version() {
    return head().orElse(UNREACHABLE);
  }

  @Override
  public Draft read() {
    awaitFirst();
    var head = head();
    if (head.isEmpty()) {
      return new Draft.Refused(
          UNREACHABLE, List.of(complaint.isEmpty() ? place + " is being fetched" : complaint));
    }
    try {
      checkOut(head.get());
      return files(head.get()).read();
    } catch (IOException | GitAPIException e) {
      return new Draft.Refused(
          head.get(), List.of("Expected to check out %s, but %s".formatted(place, e)));
    }
  }

  @Override
  public String name() {
    return place.toString();
  }

  @Override
  public void close() {
    // Fetching may swallow the interruption.
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RosterFolder files(String commit) {
    return new RosterFolder(folder(), environment, clock, Optional.of(commit), feeds);
  }

  /** The first attempt decides whether there is anything to read. */
  private void awaitFirst() {
    try {
      if (head().isEmpty() && !asked.await(FOR_THE_FIRST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.atWarn().addKeyValue("roster", place).log("repository doesn't answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    while (!closed) {
      try {
        fetch();
        told("");
      } catch (GitAPIException | IOException | RuntimeException e) {
        told("Expected to fetch %s, but %s".formatted(place, reason(e)));
      }
      asked.countDown();
      try {
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Says a trouble when it is new, and its end. */
  private void told(String now) {
    outcomes.accept(now.isEmpty() ? "fetched" : "unreachable");
    if (!now.isEmpty() && complaint.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("roster", place)
          .log(
              "{}; {}",
              now,
              head().map("commit %s stays in force"::formatted).orElse("there is none"));
    } else if (now.isEmpty() && !complaint.isEmpty()) {
      LOG.atInfo().addKeyValue("roster", place).log("repository can be fetched again");
    }
    complaint = now;
  }

  private static String reason(Exception e) {
    var deepest = (Throwable) e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }

  private void fetch() throws GitAPIException, IOException {
    try (var git = open()) {
      var branch = place.branch().isEmpty() ? Constants.HEAD : Constants.R_HEADS + place.branch();
      git.fetch()
          .setRemote(place.address())
          .setRefSpecs(new RefSpec("+" + branch + ":" + FOLLOWED))
          .setCredentialsProvider(credentials())
          .setTimeout(TIMEOUT_SECONDS)
          .call();
    }
  }

  private CredentialsProvider credentials() {
    return environment
        .value(TOKEN)
        .map(token ->
            (CredentialsProvider)
                new UsernamePasswordCredentialsProvider(
                    environment.value(USER).orElse("git"), token))
        .orElse(CredentialsProvider.getDefault());
  }

  private Git open() throws IOException, GitAPIException {
    try {
      return Git.open(checkout.toFile());
    } catch (RepositoryNotFoundException e) {
      var git = Git.init().setDirectory(Files.createDirectories(checkout).toFile()).call();
      var config = git.getRepository().getConfig();
      // Else it tidies up in a thread that outlives us.
      config.setBoolean("gc", null, "autoDetach", false);
      config.save();
      return git;
    }
  }

  private Optional<String> head() {
    try (var git = Git.open(checkout.toFile())) {
      return Optional.ofNullable(git.getRepository().exactRef(FOLLOWED))
          .map(Ref::getObjectId)
          .map(ObjectId::getName);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void checkOut(String commit) throws IOException, GitAPIException {
    try (var git = Git.open(checkout.toFile())) {
      git.reset().setMode(ResetType.HARD).setRef(commit).call();
      git.clean().setForce(true).setCleanDirectories(true).setIgnore(false).call();
    }
  }
}
