package dev.watchbill.console.http;

import dev.watchbill.schemas.roster.Role;
import io.helidon.http.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every address of the console, and the least role that may use it. Nothing is registered that has
 * no row here.
 *
 * <p>A route that isn't a GET changes something: from a browser's session it must come from one of
 * our own pages (see {@link CrossSite}).
 */
public enum Route {
  ME("GET", "/api/v1/me", Role.VIEWER),
  READINESS("GET", "/api/v1/readiness", Role.VIEWER),
  ONCALL("GET", "/api/v1/oncall", Role.VIEWER),
  SHIFTS("GET", "/api/v1/shifts", Role.VIEWER),
  GAPS("GET", "/api/v1/gaps", Role.VIEWER),
  PLANS("GET", "/api/v1/plans", Role.VIEWER),
  FAIRNESS("GET", "/api/v1/fairness", Role.VIEWER),
  ROUTE("GET", "/api/v1/route", Role.VIEWER),
  SCHEDULE_EVENTS("GET", "/api/v1/schedule-events", Role.VIEWER),
  PREVIEW("GET", "/api/v1/preview", Role.VIEWER),
  OVERRIDE("POST", "/api/v1/overrides", Role.RESPONDER),
  SWAP("POST", "/api/v1/swaps", Role.RESPONDER),
  ABSENCE("POST", "/api/v1/absences", Role.RESPONDER),
  RETURN("POST", "/api/v1/returns", Role.RESPONDER),
  ANSWER("POST", "/api/v1/answers", Role.RESPONDER),
  SCHEDULES("GET", "/api/v1/schedules", Role.VIEWER),
  SERVICES("GET", "/api/v1/services", Role.VIEWER),
  PEOPLE("GET", "/api/v1/people", Role.VIEWER),
  SETTINGS("GET", "/api/v1/people/{id}/settings", Role.VIEWER),
  SET_RULES("PUT", "/api/v1/people/{id}/settings", Role.VIEWER),
  ADD_CONTACT("POST", "/api/v1/people/{id}/contacts", Role.VIEWER),
  CONFIRM_CONTACT("POST", "/api/v1/people/{id}/contacts/{name}/confirm", Role.VIEWER),
  REMOVE_CONTACT("DELETE", "/api/v1/people/{id}/contacts/{name}", Role.VIEWER),
  ROSTER("GET", "/api/v1/roster", Role.VIEWER),
  INCIDENTS("GET", "/api/v1/incidents", Role.VIEWER),
  INCIDENT("GET", "/api/v1/incidents/{id}", Role.VIEWER),
  WHY("GET", "/api/v1/incidents/{id}/why", Role.VIEWER),
  ALERTS("GET", "/api/v1/alerts", Role.VIEWER),
  INBOX("GET", "/api/v1/inbox", Role.VIEWER),
  INTEGRATIONS("GET", "/api/v1/integrations", Role.VIEWER),
  REJECTED("GET", "/api/v1/rejected", Role.RESPONDER),
  REJECTED_ONE("GET", "/api/v1/rejected/{id}", Role.RESPONDER),
  REPLAY("POST", "/api/v1/rejected/{id}/replay", Role.RESPONDER),
  TEST("POST", "/api/v1/integrations/{name}/test", Role.RESPONDER),
  TEST_PATH("GET", "/api/v1/integrations/{name}/tests/{id}", Role.VIEWER),
  METRICS("GET", "/api/v1/metrics", Role.VIEWER),
  SESSIONS("GET", "/api/v1/sessions", Role.VIEWER),
  REVOKE_SESSION("DELETE", "/api/v1/sessions/{id}", Role.VIEWER),
  RESPONSE("GET", "/api/v1/response", Role.VIEWER),
  RESPONSE_CSV("GET", "/api/v1/response.csv", Role.VIEWER),
  AUDIT("GET", "/api/v1/audit", Role.MANAGER),
  ACKNOWLEDGE("POST", "/api/v1/incidents/{id}/acknowledge", Role.RESPONDER),
  RESOLVE("POST", "/api/v1/incidents/{id}/resolve", Role.RESPONDER),
  ESCALATE("POST", "/api/v1/incidents/{id}/escalate", Role.RESPONDER),
  SNOOZE("POST", "/api/v1/incidents/{id}/snooze", Role.RESPONDER),
  REASSIGN("POST", "/api/v1/incidents/{id}/reassign", Role.RESPONDER),
  ADD_RESPONDER("POST", "/api/v1/incidents/{id}/add-responder", Role.RESPONDER),
  NOTE("POST", "/api/v1/incidents/{id}/note", Role.RESPONDER),
  REVIEW("GET", "/api/v1/incidents/{id}/review", Role.VIEWER),
  ADD_REVIEW_NOTE("POST", "/api/v1/incidents/{id}/review/notes", Role.RESPONDER),
  ADD_REVIEW_ACTION("POST", "/api/v1/incidents/{id}/review/actions", Role.RESPONDER),
  CHANGE_REVIEW_ACTION("POST", "/api/v1/incidents/{id}/review/actions/{name}", Role.RESPONDER),
  FOLLOW_UPS("GET", "/api/v1/follow-ups", Role.VIEWER),
  PAGE("POST", "/api/v1/pages", Role.RESPONDER),
  SILENCES("GET", "/api/v1/silences", Role.VIEWER),
  SILENCE("GET", "/api/v1/silences/{id}", Role.VIEWER),
  PUT_SILENCE("POST", "/api/v1/silences", Role.RESPONDER),
  END_SILENCE("DELETE", "/api/v1/silences/{id}", Role.RESPONDER),
  TOKENS("GET", "/api/v1/tokens", Role.ADMIN),
  MINT_TOKEN("POST", "/api/v1/tokens", Role.ADMIN),
  REVOKE_TOKEN("DELETE", "/api/v1/tokens/{name}", Role.ADMIN),
  KEYS("GET", "/api/v1/integrations/{name}/keys", Role.ADMIN),
  MINT_KEY("POST", "/api/v1/integrations/{name}/keys", Role.ADMIN),
  REVOKE_KEY("DELETE", "/api/v1/integrations/{name}/keys/{id}", Role.ADMIN),
  CALENDARS("GET", "/api/v1/calendars", Role.RESPONDER),
  MINT_CALENDAR("POST", "/api/v1/calendars", Role.RESPONDER),
  REVOKE_CALENDAR("DELETE", "/api/v1/calendars/{id}", Role.RESPONDER),
  MINT_LINK("POST", "/api/v1/sign-in-links", Role.ADMIN),
  READ_MODEL("GET", "/api/v1/read-model", Role.ADMIN),
  REBUILD("POST", "/api/v1/read-model/rebuild", Role.ADMIN),
  OPENAPI("GET", "/openapi.yaml", Role.VIEWER),

  ACCOUNTS("GET", "/api/v1/accounts", Role.ADMIN),
  INVITE("POST", "/api/v1/accounts", Role.ADMIN),
  RESET_ACCOUNT("POST", "/api/v1/accounts/{person}/reset", Role.ADMIN),
  REMOVE_ACCOUNT("DELETE", "/api/v1/accounts/{person}", Role.ADMIN),

  SIGN_IN("GET", "/sign-in", null),
  LOG_IN("POST", "/sign-in", null),
  OIDC_BEGIN("GET", "/oidc/begin", null),
  OIDC_END("GET", "/oidc/callback", null),
  INVITATION("GET", "/invitations/{secret}", null),
  ACCEPT_INVITATION("POST", "/invitations/{secret}", null),
  SIGN_IN_LINK("GET", "/sign-in/{secret}", null),
  ENTER("POST", "/sign-in/{secret}", null),
  SIGN_OUT("POST", "/sign-out", Role.VIEWER),

  // The address is the secret: calendars send no credential.
  CALENDAR("GET", "/calendar/{file}", null),

  READINESS_PAGE("GET", "/", Role.VIEWER),
  INCIDENTS_PAGE("GET", "/incidents", Role.VIEWER),
  INCIDENT_PAGE("GET", "/incidents/{id}", Role.VIEWER),
  REVIEW_PAGE("GET", "/incidents/{id}/review", Role.VIEWER),
  WRITE_REVIEW_NOTE("POST", "/incidents/{id}/review/notes", Role.RESPONDER),
  WRITE_REVIEW_ACTION("POST", "/incidents/{id}/review/actions", Role.RESPONDER),
  END_REVIEW_ACTION("POST", "/incidents/{id}/review/actions/{name}/done", Role.RESPONDER),
  INBOX_PAGE("GET", "/inbox", Role.VIEWER),
  ANSWER_PAGE("POST", "/inbox/answer", Role.RESPONDER),
  CONFIGURATION_PAGE("GET", "/configuration", Role.VIEWER),
  TEST_PAGE("POST", "/integrations/{name}/test", Role.RESPONDER),
  REJECTED_PAGE("GET", "/rejected", Role.RESPONDER),
  REJECTED_ONE_PAGE("GET", "/rejected/{id}", Role.RESPONDER),
  REPLAY_PAGE("POST", "/rejected/{id}/replay", Role.RESPONDER),
  END_SESSION("POST", "/sessions/{id}/end", Role.VIEWER),
  MY_CONTACTS_PAGE("GET", "/me", Role.VIEWER),
  SET_MY_RULES("POST", "/me/rules", Role.VIEWER),
  ADD_MY_CONTACT("POST", "/me/contacts", Role.VIEWER),
  CONFIRM_MY_CONTACT("POST", "/me/contacts/{name}/confirm", Role.VIEWER),
  REMOVE_MY_CONTACT("POST", "/me/contacts/{name}/remove", Role.VIEWER),
  ACCESS_PAGE("GET", "/access", Role.VIEWER),
  CHANGE_PASSWORD("POST", "/password", Role.VIEWER),
  RESPONSE_PAGE("GET", "/response", Role.VIEWER),
  SILENCES_PAGE("GET", "/silences", Role.VIEWER),
  MAKE_SILENCE("POST", "/silences", Role.RESPONDER),
  LIFT_SILENCE("POST", "/silences/{id}/end", Role.RESPONDER),
  SUMMON_PAGE("GET", "/page", Role.RESPONDER),
  SUMMON("POST", "/page", Role.RESPONDER),
  SCHEDULES_PAGE("GET", "/schedules", Role.VIEWER),
  ASK_PAGE("GET", "/schedules/ask", Role.RESPONDER),
  ASK("POST", "/schedules/ask", Role.RESPONDER),
  SCHEDULE_PAGE("GET", "/schedules/{id}", Role.VIEWER),
  SHIFTS_PAGE("GET", "/shifts", Role.VIEWER),
  LIVE("GET", "/live", Role.VIEWER),
  ACT_ON_MANY("POST", "/incidents", Role.RESPONDER),
  ACT_PAGE("POST", "/incidents/{id}/{action}", Role.RESPONDER),
  ASSET("GET", "/static/{name}", null);

  private final String method;
  private final String path;
  private final @Nullable Role least;

  Route(String method, String path, @Nullable Role least) {
    this.method = method;
    this.path = path;
    this.least = least;
  }

  public Method method() {
    return Method.create(method);
  }

  /** Those it is asked by: HEAD wherever GET is, but a stream has no end and nobody signs in so. */
  public List<Method> methods() {
    return changes() || this == LIVE || this == OIDC_END
        ? List.of(method())
        : List.of(method(), Method.HEAD);
  }

  /** Absolute, with names of its variable parts in braces. */
  public String path() {
    return path;
  }

  /** The least role that may use it; empty: anybody, known or not. */
  public Optional<Role> least() {
    return Optional.ofNullable(least);
  }

  /** Whether it is enough to have the role for one team: what it is about is then looked at. */
  public boolean isOfATeam() {
    return switch (this) {
      case OVERRIDE, SWAP, ABSENCE, RETURN, ANSWER -> true;
      case ACKNOWLEDGE, RESOLVE, ESCALATE, SNOOZE, REASSIGN, ADD_RESPONDER, NOTE -> true;
      case PAGE, PUT_SILENCE, END_SILENCE -> true;
      case ACT_PAGE, ACT_ON_MANY, MAKE_SILENCE, LIFT_SILENCE, SUMMON_PAGE, SUMMON -> true;
      case ASK_PAGE, ASK, ANSWER_PAGE -> true;
      default -> false;
    };
  }

  /** Whether it is for people: refusals are then sentences, not problem details. */
  public boolean isPage() {
    return !path.startsWith("/api/") && this != OPENAPI;
  }

  boolean changes() {
    return !method.equals("GET");
  }

  /** Part of the API, as its document must say. */
  public boolean isApi() {
    return path.startsWith("/api/v1/") || this == OPENAPI;
  }

  /** Finds the row of an address as it was registered. */
  public static Optional<Route> of(Method method, String path) {
    return Arrays.stream(values())
        .filter(route -> route.method().equals(method) && route.path.equals(path))
        .findFirst();
  }
}
