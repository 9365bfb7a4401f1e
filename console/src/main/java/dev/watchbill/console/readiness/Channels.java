package dev.watchbill.console.readiness;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.config.Environment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ways to reach people that were set up here.
 *
 * @param working their names; the inbox always is
 * @param trackers where tickets are, by the tracker's name
 */
public record Channels(Set<String> working, Map<String, String> trackers) {
  /** The console's own; it wakes nobody. */
  static final String INBOX = "inbox";

  private static final List<String> PHONE =
      List.of("WATCHBILL_TWILIO_TOKEN", "WATCHBILL_VONAGE_KEY");

  /** One of these has to be set for each. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "slack",
          List.of("WATCHBILL_SLACK_TOKEN"),
          "teams",
          List.of("WATCHBILL_TEAMS_APP_ID"),
          "email",
          List.of("WATCHBILL_SMTP_URL"),
          "push",
          List.of("WATCHBILL_NTFY_URL"),
          "sms",
          PHONE,
          "call",
          PHONE);

  /** Those that people and programs find at the same address. */
  private static final Map<String, String> TRACKERS =
      Map.of(
          "jira",
          "WATCHBILL_JIRA_URL",
          "redmine",
          "WATCHBILL_REDMINE_URL",
          "servicenow",
          "WATCHBILL_SERVICENOW_URL");

  public Channels {
    working = Set.copyOf(working);
    trackers = Map.copyOf(trackers);
  }

  /** Without any tracker. */
  public Channels(Set<String> working) {
    this(working, Map.of());
  }

  /** Those that the environment sets up, as it is given to every service of an installation. */
  public static Channels of(Environment environment) {
    var working = new TreeSet<String>(Set.of(INBOX));
    NEEDED.forEach((channel, variables) -> {
      if (variables.stream().anyMatch(it -> environment.value(it).isPresent())) {
        working.add(channel);
      }
    });
    var trackers = new HashMap<String, String>();
    TRACKERS.forEach((tracker, variable) ->
        environment
            .value(variable)
            .ifPresent(address -> trackers.put(tracker, withoutSlash(address))));
    hub(environment, "WATCHBILL_GITHUB", "https://api.github.com")
        .ifPresent(address -> trackers.put("github", address));
    hub(environment, "WATCHBILL_GITLAB", "https://gitlab.com")
        .ifPresent(address -> trackers.put("gitlab", address));
    return new Channels(working, trackers);
  }

  /** Of one that is used as soon as there is a token, where people find it. */
  private static Optional<String> hub(Environment environment, String variable, String usual) {
    return environment
        .value(variable + "_TOKEN")
        .map(_ -> withoutSlash(environment.value(variable + "_URL").orElse(usual)))
        // https://docs.github.com/en/enterprise-server@3.17/rest/using-the-rest-api
        .map(url -> url.replaceFirst("/api/v3$", "").replaceFirst("^(https?://)api\\.", "$1"));
  }

  private static String withoutSlash(String address) {
    return address.replaceAll("/+$", "");
  }

  /**
   * Where people find what was made of an incident elsewhere.
   *
   * @param channel jira, redmine, slack, …
   * @param ref as the provider calls it
   * @return empty: it has no address that is known here
   */
  public Optional<String> address(String channel, String ref) {
    var base = trackers.get(channel);
    return switch (channel) {
      case "jira" -> Optional.ofNullable(base).map(it -> it + "/browse/" + first(ref, " "));
      case "redmine" -> Optional.ofNullable(base).map(it -> it + "/issues/" + first(ref, " "));
      case "github" -> issue(base, ref).map(it -> it.at("/%s/issues/%s"));
      case "gitlab" -> issue(base, ref).map(it -> it.at("/%s/-/issues/%s"));
      case "servicenow" -> issue(base, ref).map(it -> it.at("/%s.do?sys_id=%s"));
      // https://docs.slack.dev/interactivity/deep-linking
      case "slack" -> Optional.of("https://slack.com/app_redirect?channel=" + first(ref, "/"));
      default -> Optional.empty();
    };
  }

  /**
   * An issue whose number counts within its project.
   *
   * @param project its parts encoded
   */
  private record Issue(String base, String project, String number) {
    String at(String form) {
      return base + form.formatted(project, number);
    }
  }

  /** As {@code shop/checkout#42}; empty: it isn't so, or nobody knows where the tracker is. */
  private static Optional<Issue> issue(@Nullable String base, String ref) {
    var parts = ref.split(" ", 2)[0].split("#", -1);
    if (base == null || parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    var project = encoded(parts[0]).replace("%2F", "/");
    return Optional.of(new Issue(base, project, encoded(parts[1])));
  }

  private static String first(String ref, String end) {
    var at = ref.indexOf(end);
    return encoded(at < 0 ? ref : ref.substring(0, at));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Channels by which somebody wants to be paged at night, in their order; nothing is checked. */
  static List<String> wanted(Person person) {
    var wanted = new LinkedHashSet<String>();
    person.getNotifyHigh().forEach(rule -> wanted.add(rule.getVia()));
    if (wanted.isEmpty()) {
      person.getContacts().keySet().stream()
          .sorted()
          .flatMap(contact -> offered(contact).stream())
          .forEach(wanted::add);
    }
    return List.copyOf(wanted);
  }

  private static List<String> offered(String contact) {
    return switch (contact) {
      case "phone" -> List.of("sms", "call");
      // An account in a ticket system is no way to reach somebody.
      case "jira", "redmine", "github", "gitlab", "servicenow" -> List.of();
      default -> List.of(contact);
    };
  }

  /** Whether it is set up, and the person has an address for it. */
  public boolean reaches(Person person, String channel) {
    var contact =
        switch (channel) {
          case "sms", "call" -> "phone";
          default -> channel;
        };
    return working.contains(channel)
        && (channel.equals(INBOX) || person.getContacts().containsKey(contact));
  }
}
