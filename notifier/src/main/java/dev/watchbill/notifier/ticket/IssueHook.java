package dev.watchbill.notifier.ticket;

import dev.watchbill.schemas.config.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tracker that calls us when an issue changes. */
public interface IssueHook {
  /**
   * Those that are set up.
   *
   * @param environment has {@code WATCHBILL_TRACKER_WEBHOOK_SECRET} of each
   */
  static List<IssueHook> all(Environment environment, CalledAnswers answers) {
    return Stream.of(
            hook(environment, JiraTracker.NAME, secret -> new JiraHook(secret, answers)),
            hook(environment, GitHubTracker.NAME, secret -> new GitHubHook(secret, answers)),
            hook(environment, GitLabTracker.NAME, secret -> new GitLabHook(secret, answers)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<IssueHook> hook(
      Environment environment, String tracker, Function<String, IssueHook> hook) {
    return environment
        .value("WATCHBILL_%s_WEBHOOK_SECRET".formatted(tracker.toUpperCase(Locale.ROOT)))
        .map(hook);
  }

  /** Name of the tracker. */
  String tracker();

  /** Path it calls. */
  String path();

  /** Header that shows that it is the tracker. */
  String header();

  /**
   * Whether a request comes from it.
   *
   * @param credential from the header
   */
  boolean accepts(@Nullable String credential, String body);

  /** Takes a change, checked before. */
  void take(String body);
}
