package dev.watchbill.notifier.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.Rooms;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Outside;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Each state of an incident as one CloudEvent. Its id is the same when it is sent again.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents</a>
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks, for the signature</a>
 */
public final class WebhookRooms implements RoomChannel {
  /** As in {@code chat}. */
  public static final String NAME = "webhook";

  private static final String ALGORITHM = "HmacSHA256";

  private final WebhookSettings settings;
  private final Environment environment;
  private final Links links;
  private final Outside outside;
  private final Exchange exchange;
  private final InstantSource clock;

  /**
   * @param environment where addresses that are secrets stand
   */
  public WebhookRooms(
      WebhookSettings settings, Environment environment, Links links, InstantSource clock) {
    this.settings = settings;
    this.environment = environment;
    this.links = links;
    this.clock = clock;
    outside = new Outside(WebhookSettings.ALLOW, settings.allowed());
    exchange = new Exchange("the webhook's receiver", "WATCHBILL_WEBHOOK_SECRET", clock);
  }

  @Override
  public String provider() {
    return NAME;
  }

  @Override
  public List<Place> places(Assignment assignment) {
    return Rooms.of(NAME, assignment);
  }

  @Override
  public boolean passesOverOldNews() {
    return true;
  }

  /** Each receiver is somebody else's. */
  @Override
  public String server(Place place) {
    return switch (place) {
      case Place.Room room -> room.address();
      case Place.Message _ -> "";
    };
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    return switch (place) {
      case Place.Message message -> Delivery.refused("a webhook shows no message");
      case Place.Room room ->
          address(room.address())
              .map(address -> post(address, assignment))
              .orElseGet(() ->
                  Delivery.refused(
                      "Expected an address, but %s leads to none".formatted(room.address())));
    };
  }

  private Optional<URI> address(String written) {
    try {
      return environment.resolve(written).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Delivery post(URI address, Assignment assignment) {
    var objection = outside.objection(address);
    if (objection.isPresent()) {
      return Delivery.refused("not sent: " + objection.get());
    }
    var id = assignment.getIncident().getId() + "/" + assignment.getSeq();
    var body = JsonText.write(event(id, assignment));
    var at = Long.toString(clock.instant().getEpochSecond());
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", id)
            .header("webhook-timestamp", at)
            .header("webhook-signature", "v1," + sign(id + "." + at + "." + body))
            .POST(BodyPublishers.ofString(body));
    return switch (exchange.send(request)) {
      case Exchange.Answer.Taken taken -> Delivery.accepted(id);
      case Exchange.Answer.Not not -> not.delivery().ofTheirs();
    };
  }

  private ObjectNode event(String id, Assignment assignment) {
    var incident = assignment.getIncident();
    var event = JsonText.object();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", links.home().orElse("/watchbill"));
    event.put("type", "dev.watchbill.incident." + assignment.getState());
    event.put("subject", incident.getId());
    event.put("time", assignment.getAt().toString());
    event.put("datacontenttype", "application/json");
    var data = event.putObject("data");
    data.put("incident", incident.getId());
    data.put("seq", assignment.getSeq());
    data.put("state", assignment.getState());
    data.put("service", incident.getService());
    data.put("team", incident.getTeam());
    data.put("severity", incident.getSeverity());
    data.put("urgency", incident.getUrgency());
    data.put("title", incident.getTitle());
    data.put("text", incident.getText());
    data.set("labels", JsonText.tree(incident.getLabels()));
    data.put("runbook", incident.getRunbook());
    data.put("openedAt", incident.getOpenedAt().toString());
    data.put("alerts", incident.getAlerts());
    data.put("step", assignment.getStep());
    data.set(
        "assignees",
        JsonText.tree(assignment.getPeople().stream().map(AssignedPerson::getPerson).toList()));
    data.put("by", assignment.getBy());
    data.put("why", assignment.getWhy());
    links.incident(incident.getId()).ifPresent(link -> data.put("link", link));
    return event;
  }

  private String sign(String content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(utf8(content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** Standard Webhooks writes keys in Base64, with a prefix; any other text is the key itself. */
  private byte[] key() {
    var secret = settings.secret();
    return secret.startsWith("whsec_")
        ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
        : utf8(secret);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
