package dev.watchbill.console.http;

import dev.watchbill.console.auth.AuditLog;
import dev.watchbill.console.auth.Principal;
import dev.watchbill.schemas.AuditEntry;
import io.helidon.http.HeaderNames;
import java.time.InstantSource;
import java.util.UUID;

/** Notes what was done through the console. */
public final class Auditing {
  private final AuditLog log;
  private final InstantSource clock;

  public Auditing(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Notes what the caller did.
   *
   * @param action such as {@code incident.acknowledge}
   * @param object what it was done to
   * @param outcome applied, already, refused, pending, …
   */
  public void note(Call call, String action, String object, String outcome) {
    note(call, call.principal().actor(), action, object, outcome);
  }

  /** The same where who did it is known only now. */
  public void note(Call call, String who, String action, String object, String outcome) {
    log.add(
        AuditEntry.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setAt(clock.instant())
            .setWho(who)
            .setVia(via(call))
            .setFrom(call.address())
            .setAction(action)
            .setObject(object)
            .setOutcome(outcome)
            .build());
  }

  /** By which way somebody came: console, cli or api. */
  public static String via(Call call) {
    var who = call.who();
    if (who == null || who.kind() == Principal.Kind.SESSION) {
      return "console";
    }
    return call.header(HeaderNames.USER_AGENT)
            .filter(agent -> agent.startsWith("watchbill"))
            .isPresent()
        ? "cli"
        : "api";
  }
}
