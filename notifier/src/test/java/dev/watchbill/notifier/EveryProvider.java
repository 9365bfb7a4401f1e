package dev.watchbill.notifier;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;

import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.mattermost.MattermostApi;
import dev.watchbill.notifier.mattermost.MattermostRooms;
import dev.watchbill.notifier.mattermost.MattermostSettings;
import dev.watchbill.notifier.phone.CallChannel;
import dev.watchbill.notifier.phone.PhoneProvider;
import dev.watchbill.notifier.phone.PhoneProviders;
import dev.watchbill.notifier.phone.SmsChannel;
import dev.watchbill.notifier.phone.TwilioProvider;
import dev.watchbill.notifier.phone.TwilioSettings;
import dev.watchbill.notifier.phone.VonageProvider;
import dev.watchbill.notifier.phone.VonageSettings;
import dev.watchbill.notifier.push.NtfyChannel;
import dev.watchbill.notifier.push.NtfySettings;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.slack.SlackWorkspace;
import dev.watchbill.notifier.teams.Teams;
import dev.watchbill.notifier.teams.TeamsBot;
import dev.watchbill.notifier.teams.TeamsSettings;
import dev.watchbill.notifier.teams.Workflows;
import dev.watchbill.notifier.ticket.GitHubTracker;
import dev.watchbill.notifier.ticket.GitLabTracker;
import dev.watchbill.notifier.ticket.JiraSettings;
import dev.watchbill.notifier.ticket.JiraTracker;
import dev.watchbill.notifier.ticket.RedmineTracker;
import dev.watchbill.notifier.ticket.ServiceNowTracker;
import dev.watchbill.notifier.ticket.TicketRooms;
import dev.watchbill.notifier.ticket.Tracker;
import dev.watchbill.notifier.webhook.WebhookRooms;
import dev.watchbill.notifier.webhook.WebhookSettings;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every provider that is asked over HTTP, with the settings of an installation. */
final class EveryProvider {
  /** Where Microsoft's tokens are had. */
  static final String LOGIN = "/login";

  private static final String ID = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
  private static final String KEY = key();

  private final InstantSource clock;
  private final Environment environment;
  private final Links links;

  /**
   * @param url where all of them are
   */
  EveryProvider(String url, InstantSource clock) {
    this.clock = clock;
    environment = new Environment(settings(url));
    links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            clock);
  }

  private static Map<String, String> settings(String url) {
    var all = new HashMap<String, String>();
    for (var name :
        List.of(
            "SLACK",
            "NTFY",
            "TWILIO",
            "VONAGE",
            "TEAMS",
            "MATTERMOST",
            "JIRA",
            "REDMINE",
            "SERVICENOW",
            "GITHUB",
            "GITLAB")) {
      all.put("WATCHBILL_%s_URL".formatted(name), url + "/");
      all.put("WATCHBILL_%s_TOKEN".formatted(name), "t0ken");
    }
    all.put("WATCHBILL_TWILIO_ACCOUNT", "AC1");
    all.put("WATCHBILL_TWILIO_FROM", "+491700000000");
    all.put("WATCHBILL_VONAGE_APPLICATION", "app-1");
    all.put("WATCHBILL_VONAGE_KEY", KEY);
    all.put("WATCHBILL_VONAGE_FROM", "+491700000000");
    all.put("WATCHBILL_TEAMS_APP_ID", ID);
    all.put("WATCHBILL_TEAMS_APP_PASSWORD", "s3cret");
    all.put("WATCHBILL_TEAMS_TENANT", ID);
    all.put("WATCHBILL_TEAMS_LOGIN_URL", url + LOGIN);
    all.put("WATCHBILL_WEBHOOK_SECRET", "sesame");
    all.put("WATCHBILL_WEBHOOK_ALLOW", "127.0.0.1");
    all.put("HOOK", url + "/hook");
    return Map.copyOf(all);
  }

  private static String key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private RosterSnapshot roster() {
    return aRoster()
        .person("asha", "Asha Rao", Map.of("slack", "U02ASHA"))
        .service(
            Service.newBuilder()
                .setId("checkout")
                .setTicket(
                    """
                    {"jira":{"project":"PAY"},"redmine":{"project":"payments"},
                     "servicenow":{"project":"incident"},"github":{"project":"acme/shop"},
                     "gitlab":{"project":"acme/shop"}}
                    """)
                .build())
        .build();
  }

  /** By {@code PROVIDER}, or {@code PROVIDER CHANNEL}. */
  PersonChannel toPeople(String name) {
    return toPeople(name, ProviderTrouble.UNHEARD);
  }

  /** The same, which tells of trouble. */
  PersonChannel toPeople(String name, ProviderTrouble trouble) {
    return switch (name) {
      case "slack" -> slack().people();
      case "push" ->
          new NtfyChannel(NtfySettings.of(environment).orElseThrow(), links, this::roster, clock);
      case "twilio sms" -> new SmsChannel(phone(twilio(), trouble), links, this::roster);
      case "twilio call" -> new CallChannel(phone(twilio(), trouble), this::roster);
      case "vonage sms" -> new SmsChannel(phone(vonage(), trouble), links, this::roster);
      case "vonage call" -> new CallChannel(phone(vonage(), trouble), this::roster);
      case "teams" -> teams().messages();
      default -> throw new AssertionError(name);
    };
  }

  /** A person there. */
  static String person(String name) {
    return switch (name) {
      case "slack" -> "U02ASHA";
      case "push" -> "asha-pager";
      case "teams" -> ID;
      default -> "+491701234567";
    };
  }

  RoomChannel rooms(String name) {
    return switch (name) {
      case "slack" -> slack().rooms();
      case "teams", "teams workflow" -> teams().rooms();
      case "webhook" ->
          new WebhookRooms(
              WebhookSettings.of(environment).orElseThrow(), environment, links, clock);
      case "mattermost" ->
          new MattermostRooms(
              new MattermostApi(MattermostSettings.of(environment).orElseThrow(), clock),
              new ShownBoard(name),
              this::roster,
              links,
              clock);
      case "jira" -> tickets(new JiraTracker(JiraSettings.of(environment).orElseThrow(), clock));
      case "redmine" -> tickets(RedmineTracker.of(environment, clock).orElseThrow());
      case "servicenow" -> tickets(ServiceNowTracker.of(environment, clock).orElseThrow());
      case "github" -> tickets(GitHubTracker.of(environment, clock).orElseThrow());
      case "gitlab" -> tickets(GitLabTracker.of(environment, clock).orElseThrow());
      default -> throw new AssertionError(name);
    };
  }

  /** A room there. */
  static String room(String name) {
    return switch (name) {
      case "teams" -> "19:payments@thread.tacv2";
      case "teams workflow", "webhook" -> "${env:HOOK}";
      case "mattermost" -> "c".repeat(26);
      default -> "#payments-alerts";
    };
  }

  private SlackWorkspace slack() {
    return new SlackWorkspace(SlackSettings.of(environment), "xoxb-test", this::roster, clock);
  }

  private Teams teams() {
    var bot =
        new TeamsBot(
            TeamsSettings.of(environment).orElseThrow(),
            this::roster,
            links,
            new RecordingResponses(),
            new RecordingCommands(),
            new KnownIncidents(),
            new NotifierMetrics(new SimpleMeterRegistry()),
            clock);
    return new Teams(
        new Workflows(environment, clock), Optional.of(bot), this::roster, links, clock);
  }

  private TicketRooms tickets(Tracker tracker) {
    return new TicketRooms(
        tracker, new ShownBoard(tracker.name()), new KnownIncidents(), this::roster, links, clock);
  }

  private PhoneProviders phone(PhoneProvider provider, ProviderTrouble trouble) {
    return new PhoneProviders("phone", List.of(provider), this::roster, trouble);
  }

  private PhoneProvider twilio() {
    return new TwilioProvider(
        TwilioSettings.of(environment).orElseThrow(), links, Duration.ofSeconds(9), clock);
  }

  private PhoneProvider vonage() {
    return new VonageProvider(
        VonageSettings.of(environment).orElseThrow(), links, Duration.ofSeconds(9), clock);
  }

  /** What each of them says when all is well, to whatever it is asked. */
  static String well(String name) {
    return switch (name.split(" ", 2)[0]) {
      case "slack" -> "{\"ok\":true,\"channel\":\"C0ROOM\",\"ts\":\"1700000000.000100\"}";
      case "push", "webhook" -> "{\"id\":\"1\"}";
      case "teams" -> "{\"id\":\"1\",\"activityId\":\"1\"}";
      case "twilio" -> "{\"sid\":\"SM1\"}";
      case "vonage" -> "{\"message_uuid\":\"aaaa-1\",\"uuid\":\"bbbb-1\"}";
      case "mattermost" -> "{\"id\":\"%s\"}".formatted("p".repeat(26));
      case "jira" -> "{\"issues\":[],\"key\":\"PAY-1\"}";
      case "redmine" -> "{\"issues\":[],\"issue\":{\"id\":17}}";
      case "servicenow" -> "{\"result\":{\"sys_id\":\"a9e3\"}}";
      case "github" -> "{\"number\":14}";
      case "gitlab" -> "{\"iid\":14}";
      default -> throw new AssertionError(name);
    };
  }
}
