package dev.watchbill.roster.yaml;

import dev.watchbill.schemas.text.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How names, addresses and weekdays are written in a roster. */
final class Words {
  static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  static final Form<String> ID =
      Form.matching(
          "an id of letters, digits and . _ - @ + of at most 100 characters",
          "[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}");

  /** In the members of a rotation: the turn is nobody's. */
  static final String NOBODY = "nobody";

  /** What intake normalises the services of alerts to. */
  static final Form<String> SERVICE_ID =
      Form.matching(
          "an id of A-Z a-z 0-9 . _ - of at most 100 characters", "[A-Za-z0-9._-]{1,100}");

  static final Form<String> EMAIL =
      Form.matching(
          "an e-mail address such as asha@example.com", "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*");

  static final Form<String> PHONE =
      Form.of(
          "a phone number such as +491701234567",
          text -> Optional.of(text).filter(it -> PhoneNumber.plain(it).isPresent()));

  static final Form<String> VIA =
      Form.oneOf("inbox", "slack", "teams", "email", "sms", "call", "push");

  static final Form<String> PHONE_PROVIDER = Form.oneOf("twilio", "vonage");

  static final Form<String> SEVERITY = Form.oneOf("critical", "error", "warning", "info");

  /** Where in an alert something stands. */
  static final Form<String> ALERT_PATH =
      Form.matching("labels.NAME or annotations.NAME", "(labels|annotations)\\.[^\\s]+");

  static final Form<String> REFERENCE =
      Form.matching("${env:NAME} or ${file:PATH}", "\\$\\{(env|file):[^}\\s]+}");

  static final Form<String> TEAMS_USER =
      Form.matching(
          "a Microsoft Entra object id such as 8b081ef6-4792-4def-b2c9-c363a1bf41d5",
          "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  static final Form<String> TEAMS_ROOM =
      Form.matching(
          "${env:NAME} or ${file:PATH} of a workflow, or a channel such as 19:abc@thread.tacv2",
          "\\$\\{(env|file):[^}\\s]+}|19:[^\\s/]+@thread\\.[a-z0-9]+");

  static final Form<String> MATTERMOST =
      Form.matching("the id of a channel, 26 letters and digits", "[a-z0-9]{26}");

  static final Form<String> WEBHOOK =
      Form.matching(
          "an address such as https://hooks.example.com/watchbill, or ${env:NAME}",
          "https?://[^\\s/@]+(/\\S*)?|\\$\\{(env|file):[^}\\s]+}");

  static final Form<String> SLACK_GROUP =
      Form.matching("the id of a Slack user group such as S0123ABCD", "S[A-Z0-9]{2,30}");

  static final Form<String> SNS_TOPIC =
      Form.matching(
          "a topic such as arn:aws:sns:eu-central-1:123456789012:alarms",
          "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]{1,256}");

  static final Form<String> URL =
      Form.of(
          "an address such as https://wiki.example.com/checkout",
          text -> Optional.of(text).filter(Words::isWebAddress));

  static final Form<DayOfWeek> DAY = Form.of("a weekday such as mon", Words::day);

  static final Form<Set<DayOfWeek>> DAYS = Form.of("weekdays such as mon-fri or sat", Words::days);

  private Words() {}

  private static boolean isWebAddress(String text) {
    try {
      var uri = new URI(text);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<DayOfWeek> day(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    return List.of(DayOfWeek.values()).stream()
        .filter(day -> word.equals(full(day)) || word.equals(full(day).substring(0, 3)))
        .findFirst();
  }

  private static String full(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Set<DayOfWeek>> days(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var part : text.split(",", -1)) {
      var range = range(part.strip());
      if (range.isEmpty()) {
        return Optional.empty();
      }
      days.addAll(range);
    }
    return Optional.of(days);
  }

  /** Empty: not a weekday or a range of them. */
  private static List<DayOfWeek> range(String text) {
    var ends = text.split("-", -1);
    var first = day(ends[0].strip());
    var last = day(ends[ends.length - 1].strip());
    if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
      return List.of();
    }
    var range = new ArrayList<DayOfWeek>();
    for (var day = first.get(); day != last.get(); day = day.plus(1)) {
      range.add(day);
    }
    range.add(last.get());
    return range;
  }
}
