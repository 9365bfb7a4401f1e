package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.ticket.GitHubHook;
import dev.watchbill.notifier.ticket.GitHubTracker;
import dev.watchbill.notifier.ticket.GitLabHook;
import dev.watchbill.notifier.ticket.GitLabTracker;
import dev.watchbill.notifier.ticket.IssueHook;
import dev.watchbill.notifier.ticket.JiraEvents;
import dev.watchbill.notifier.ticket.JiraSettings;
import dev.watchbill.notifier.ticket.JiraTracker;
import dev.watchbill.notifier.ticket.PolledTracker;
import dev.watchbill.notifier.ticket.RedmineTracker;
import dev.watchbill.notifier.ticket.ServiceNowTracker;
import dev.watchbill.notifier.ticket.TicketAnswers;
import dev.watchbill.notifier.ticket.TicketRooms;
import dev.watchbill.notifier.ticket.TicketWatch;
import dev.watchbill.notifier.ticket.Tracker;
import dev.watchbill.notifier.ticket.http.IssueRoutes;
import dev.watchbill.notifier.ticket.http.JiraRoutes;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tickets between the topics and those trackers that are set up, both ways. */
final class TicketService implements AutoCloseable {
  private final AnswerService answers;
  private final RosterFollower roster;
  private final InstantSource clock;
  private final BiConsumer<RoomChannel, ShownBoard> show;
  private final Optional<JiraRoutes> jiraRoutes;
  private final IssueRoutes issueRoutes;
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
      InstantSource clock,
      BiConsumer<RoomChannel, ShownBoard> show) {
    this.answers = answers;
    this.roster = roster;
    this.clock = clock;
    this.show = show;
    var given = new TicketAnswers(answers.responses(), roster, clock);
    var jira = setUp.part("jira", JiraSettings::of);
    jira.ifPresent(it -> track(new JiraTracker(it, clock)));
    jiraRoutes =
        jira.flatMap(JiraSettings::webhookSecret)
            .map(secret -> new JiraEvents(secret, answers.responses(), roster, clock))
            .map(JiraRoutes::new);
    setUp.part("redmine", from -> RedmineTracker.of(from, clock)).ifPresent(it -> watch(it, given));
    setUp
        .part("servicenow", from -> ServiceNowTracker.of(from, clock))
        .ifPresent(it -> watch(it, given));
    setUp.part(GitHubTracker.NAME, from -> GitHubTracker.of(from, clock)).ifPresent(this::track);
    setUp.part(GitLabTracker.NAME, from -> GitLabTracker.of(from, clock)).ifPresent(this::track);
    var hooks = new ArrayList<IssueHook>();
    environment
        .value("WATCHBILL_GITHUB_WEBHOOK_SECRET")
        .ifPresent(secret -> hooks.add(new GitHubHook(secret, given)));
    environment
        .value("WATCHBILL_GITLAB_WEBHOOK_SECRET")
        .ifPresent(secret -> hooks.add(new GitLabHook(secret, given)));
    issueRoutes = new IssueRoutes(hooks);
  }

  private ShownBoard track(Tracker tracker) {
    var board = new ShownBoard(tracker.name());
    show.accept(new TicketRooms(tracker, board, roster, answers.links(), clock), board);
    return board;
  }

  private void watch(PolledTracker tracker, TicketAnswers given) {
    watches.add(new TicketWatch(tracker, track(tracker), given));
  }

  void route(HttpRules rules) {
    jiraRoutes.ifPresent(routes -> routes.route(rules));
    issueRoutes.route(rules);
  }

  /** Once it is known which tickets there are. */
  void start() {
    watches.forEach(TicketWatch::start);
  }

  @Override
  public void close() {
    watches.forEach(TicketWatch::close);
  }
}
