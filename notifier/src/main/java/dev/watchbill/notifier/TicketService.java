package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.ticket.CalledAnswers;
import dev.watchbill.notifier.ticket.GitHubTracker;
import dev.watchbill.notifier.ticket.GitLabTracker;
import dev.watchbill.notifier.ticket.IssueHook;
import dev.watchbill.notifier.ticket.JiraSettings;
import dev.watchbill.notifier.ticket.JiraTracker;
import dev.watchbill.notifier.ticket.PolledTracker;
import dev.watchbill.notifier.ticket.RedmineTracker;
import dev.watchbill.notifier.ticket.ServiceNowTracker;
import dev.watchbill.notifier.ticket.TicketAnswers;
import dev.watchbill.notifier.ticket.TicketRooms;
import dev.watchbill.notifier.ticket.TicketWatch;
import dev.watchbill.notifier.ticket.http.IssueRoutes;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Tickets between the topics and those trackers that are set up, both ways. */
final class TicketService implements AutoCloseable {
  private final AnswerService answers;
  private final TicketAnswers given;
  private final RosterFollower roster;
  private final OpenIncidents incidents;
  private final InstantSource clock;
  private final BiConsumer<RoomChannel, ShownBoard> show;
  private final List<IssueHook> hooks;
  private final List<TicketWatch> watches = new ArrayList<>();

  /**
   * @param setUp reads each tracker's settings: wrong ones leave the others alone
   * @param show has incidents shown in a tracker
   */
  TicketService(
      Environment environment,
      SetUp setUp,
      AnswerService answers,
      RosterFollower roster,
      OpenIncidents incidents,
      InstantSource clock,
      BiConsumer<RoomChannel, ShownBoard> show) {
    this.answers = answers;
    this.roster = roster;
    this.incidents = incidents;
    this.clock = clock;
    this.show = show;
    given = new TicketAnswers(answers.responses(), roster, clock);
    hooks = IssueHook.all(environment, new CalledAnswers(given, incidents.known()));
    setUp
        .part(JiraTracker.NAME, JiraSettings::of)
        .ifPresent(it -> track(new JiraTracker(it, clock)));
    setUp.part(RedmineTracker.NAME, from -> RedmineTracker.of(from, clock)).ifPresent(this::track);
    setUp
        .part(ServiceNowTracker.NAME, from -> ServiceNowTracker.of(from, clock))
        .ifPresent(this::track);
    setUp.part(GitHubTracker.NAME, from -> GitHubTracker.of(from, clock)).ifPresent(this::track);
    setUp.part(GitLabTracker.NAME, from -> GitLabTracker.of(from, clock)).ifPresent(this::track);
  }

  private void track(PolledTracker tracker) {
    var board = new ShownBoard(tracker.name());
    show.accept(new TicketRooms(tracker, board, roster, answers.links(), clock), board);
    var rhythm = TicketWatch.Rhythm.of(tracker.name(), hooks);
    watches.add(new TicketWatch(tracker, board, incidents.known(), given, rhythm, clock));
  }

  void route(HttpRules rules) {
    new IssueRoutes(hooks).route(rules);
  }

  /**
   * Begins to ask trackers.
   *
   * @param posts done once it is known which tickets there are
   */
  void start(CompletableFuture<Void> posts) {
    if (!watches.isEmpty()) {
      // Whom an account belongs to, and what there was to change, must be known before.
      var _ =
          CompletableFuture.allOf(posts, incidents.read(), roster.caughtUp())
              .thenRun(() -> watches.forEach(TicketWatch::start));
    }
  }

  @Override
  public void close() {
    watches.forEach(TicketWatch::close);
  }
}
