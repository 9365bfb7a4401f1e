package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.ticket.CalledAnswers;
import dev.watchbill.notifier.ticket.GitHubTracker;
import dev.watchbill.notifier.ticket.GitLabTracker;
import dev.watchbill.notifier.ticket.IssueHook;
import dev.watchbill.notifier.ticket.JiraSettings;
import dev.watchbill.notifier.ticket.JiraTracker;
import dev.watchbill.notifier.ticket.LeftTickets;
import dev.watchbill.notifier.ticket.OwnTickets;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Tickets between the topics and those trackers that are set up, both ways. */
final class TicketService implements AutoCloseable {
  /** It closes a ticket first, and then notes that it was moved. */
  private static final Executor GITLAB_IS_DONE =
      CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS, Thread::startVirtualThread);

  private final AnswerService answers;
  private final TicketAnswers given;
  private final RosterFollower roster;
  private final OpenIncidents incidents;
  private final InstantSource clock;
  private final PastPosts posts;
  private final Receipts receipts;
  private final BiConsumer<RoomChannel, ShownBoard> show;
  private final List<IssueHook> hooks;
  private final OwnTickets tickets = new OwnTickets();
  private final List<TicketWatch> watches = new ArrayList<>();
  private final List<LeftTickets> left = new ArrayList<>();

  /**
   * @param setUp reads each tracker's settings: wrong ones leave the others alone
   * @param posts say which tickets there are
   * @param show has incidents shown in a tracker
   */
  TicketService(
      Environment environment,
      SetUp setUp,
      AnswerService answers,
      RosterFollower roster,
      OpenIncidents incidents,
      PastPosts posts,
      Receipts receipts,
      InstantSource clock,
      BiConsumer<RoomChannel, ShownBoard> show) {
    this.answers = answers;
    this.roster = roster;
    this.incidents = incidents;
    this.posts = posts;
    this.receipts = receipts;
    this.clock = clock;
    this.show = show;
    given = new TicketAnswers(answers.responses(), roster, clock);
    hooks =
        IssueHook.all(
            environment, new CalledAnswers(given, incidents.known(), tickets, GITLAB_IS_DONE));
    track(
        JiraTracker.NAME,
        setUp.part(JiraTracker.NAME, JiraSettings::of).map(it -> new JiraTracker(it, clock)));
    track(
        RedmineTracker.NAME,
        setUp.part(RedmineTracker.NAME, from -> RedmineTracker.of(from, clock)));
    track(
        ServiceNowTracker.NAME,
        setUp.part(ServiceNowTracker.NAME, from -> ServiceNowTracker.of(from, clock)));
    track(
        GitHubTracker.NAME, setUp.part(GitHubTracker.NAME, from -> GitHubTracker.of(from, clock)));
    track(
        GitLabTracker.NAME, setUp.part(GitLabTracker.NAME, from -> GitLabTracker.of(from, clock)));
  }

  private void track(String name, Optional<? extends PolledTracker> tracker) {
    tracker.ifPresentOrElse(this::track, () -> leave(name));
  }

  private void leave(String tracker) {
    var tickets = new LeftTickets(tracker, incidents.known(), receipts, clock);
    posts.listen(tickets::learn);
    left.add(tickets);
  }

  private void track(PolledTracker tracker) {
    var board = new ShownBoard(tracker.name());
    tickets.add(tracker, board);
    show.accept(
        new TicketRooms(tracker, board, incidents.known(), roster, answers.links(), clock), board);
    var rhythm = TicketWatch.Rhythm.of(tracker.name(), hooks);
    watches.add(new TicketWatch(tracker, board, incidents.known(), given, rhythm, clock));
  }

  void route(HttpRules rules) {
    new IssueRoutes(hooks).route(rules);
  }

  /** Begins to ask trackers, once it is known which tickets there are. */
  void start() {
    if (!watches.isEmpty()) {
      // Whom an account belongs to, and what there was to change, must be known before.
      var _ =
          CompletableFuture.allOf(posts.caughtUp(), incidents.read(), roster.caughtUp())
              .thenRun(() -> watches.forEach(TicketWatch::start));
    }
    var _ =
        posts
            .caughtUp()
            .thenRun(() -> left.stream().filter(LeftTickets::areThereAny).forEach(this::tell));
  }

  private void tell(LeftTickets tickets) {
    var _ =
        incidents
            .read()
            .thenRunAsync(
                () -> {
                  try {
                    tickets.tell();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                Thread::startVirtualThread);
  }

  @Override
  public void close() {
    watches.forEach(TicketWatch::close);
  }
}
