package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do to tickets in Jira is done to their incidents: closed is resolved, assigned is
 * reassigned. Changes by accounts that belong to nobody in the roster, our own among them, are
 * passed over.
 */
public final class JiraEvents {
  private static final Logger LOG = LoggerFactory.getLogger(JiraEvents.class);
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SIGNED = "sha256=";
  private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._-]{1,100}-[0-9]{1,18}");

  private final String secret;
  private final Responses responses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;

  public JiraEvents(
      String secret, Responses responses, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.secret = secret;
    this.responses = responses;
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * Whether a request comes from our Jira.
   *
   * @param signature from {@code X-Hub-Signature}
   */
  public boolean accepts(@Nullable String signature, String body) {
    if (signature == null || !signature.startsWith(SIGNED)) {
      return false;
    }
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      var expected =
          SIGNED + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
      return MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** Takes a change of an issue, checked before. */
  public void take(String body) {
    var event = JsonText.read(body);
    var incident = incident(event.at("/issue/fields/labels"));
    var by = person(event.at("/user"));
    if (incident.isEmpty() || by.isEmpty()) {
      return;
    }
    for (var change : event.at("/changelog/items")) {
      wish(change, event, incident.get(), by.get())
          .ifPresent(response -> {
            LOG.atInfo()
                .addKeyValue("incident", response.getIncident())
                .addKeyValue("action", response.getAction())
                .log("ticket changed in jira");
            var _ =
                responses
                    .give(response)
                    .whenComplete((outcome, problem) -> {
                      if (problem != null) {
                        LOG.atWarn().setCause(problem).log("nothing is known of what became of it");
                      }
                    });
          });
    }
  }

  private Optional<Response> wish(JsonNode change, JsonNode event, String incident, String by) {
    var response =
        Response.newBuilder()
            .setId(
                "jira-"
                    + Secrets.hash(
                            String.join(
                                "\n",
                                event.at("/issue/key").asText(),
                                event.at("/changelog/id").asText(),
                                change.path("field").asText()))
                        .substring(0, 32))
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setAt(clock.instant())
            .setPerson(by)
            .setVia(JiraTracker.NAME)
            .setText("in " + event.at("/issue/key").asText())
            .setFrom(event.at("/issue/key").asText());
    return switch (change.path("field").asText()) {
      case "status" ->
          event.at("/issue/fields/status/statusCategory/key").asText().equals("done")
              ? Optional.of(response.setAction("resolve").build())
              : Optional.empty();
      case "assignee" ->
          person(event.at("/issue/fields/assignee"))
              // Whoever takes a ticket themselves has it; nobody is to be paged for that.
              .map(to ->
                  to.equals(response.getPerson())
                      ? response.setAction("acknowledge").build()
                      : response.setAction("reassign").setTo(List.of(to)).build());
      default -> Optional.empty();
    };
  }

  private static Optional<String> incident(JsonNode labels) {
    for (var label : labels) {
      var text = label.asText();
      if (text.startsWith(JiraTracker.LABEL)) {
        return Optional.of(text.substring(JiraTracker.LABEL.length()))
            .filter(id -> INCIDENT.matcher(id).matches());
      }
    }
    return Optional.empty();
  }

  /** Cloud names people by {@code accountId}, Data Center by {@code name}. */
  private Optional<String> person(JsonNode user) {
    var account = user.path("accountId").asText(user.path("name").asText(""));
    return roster.get().people().values().stream()
        .filter(person -> account.equals(person.getContacts().get(JiraTracker.NAME)))
        .map(Person::getId)
        .filter(person ->
            Role.of(person, roster.get()).filter(role -> role.covers(Role.RESPONDER)).isPresent())
        .findFirst();
  }
}
