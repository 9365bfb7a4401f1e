package dev.watchbill.console;

import dev.watchbill.console.api.Acting;
import dev.watchbill.console.api.Asking;
import dev.watchbill.console.api.CommandLog;
import dev.watchbill.console.api.Foresight;
import dev.watchbill.console.api.IntakeAsking;
import dev.watchbill.console.api.IntakeLog;
import dev.watchbill.console.api.OwnSettings;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.api.ResponseLog;
import dev.watchbill.console.api.SettingsLog;
import dev.watchbill.console.api.SilenceLog;
import dev.watchbill.console.api.Silencing;
import dev.watchbill.console.api.Summoning;
import dev.watchbill.console.api.http.Api;
import dev.watchbill.console.api.http.CalendarFeed;
import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.AuditLog;
import dev.watchbill.console.auth.CredentialLog;
import dev.watchbill.console.auth.Credentials;
import dev.watchbill.console.auth.Doorkeeper;
import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.auth.SignIn;
import dev.watchbill.console.auth.http.SignInRoutes;
import dev.watchbill.console.auth.oidc.IdentityProvider;
import dev.watchbill.console.auth.oidc.OidcSettings;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Gate;
import dev.watchbill.console.http.Proxies;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.http.UnnamedProxies;
import dev.watchbill.console.pages.Templates;
import dev.watchbill.console.pages.http.Pages;
import dev.watchbill.console.readiness.Board;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.review.ReviewLog;
import dev.watchbill.console.review.Reviewing;
import dev.watchbill.schemas.roster.RosterSnapshot;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Everything of the console that is not Kafka, put together. */
final class Console implements AutoCloseable {
  private final Gate gate;
  private final Credentials credentials;
  private final ReadModel model;
  private final Pages pages;
  private final Map<Route, Endpoint> endpoints = new EnumMap<>(Route.class);

  /**
   * @param oidc who vouches for people; empty: nobody
   * @param proxies whose word counts about where requests come from
   * @param channels by which people can be reached here
   * @param foresight answers what takes the rules of others
   * @param ready whether the read model has caught up since the start
   */
  Console(
      ReadModel model,
      ResponseLog responses,
      SilenceLog silenceLog,
      CommandLog commands,
      SettingsLog settingsLog,
      IntakeLog intakeLog,
      ReviewLog reviewLog,
      CredentialLog credentialLog,
      AuditLog auditLog,
      Rebuilding rebuilding,
      Optional<OidcSettings> oidc,
      Proxies proxies,
      Channels channels,
      Foresight foresight,
      BooleanSupplier ready,
      MeterRegistry metrics,
      InstantSource clock) {
    this.model = model;
    credentials = new Credentials(credentialLog, clock);
    var attempts = new Attempts(clock);
    // Who somebody is says the roster, whatever addresses people set themselves.
    Supplier<RosterSnapshot> written = () -> model.rosterInForce().written();
    var accounts = new Accounts(credentials, written, clock);
    var auditing = new Auditing(auditLog, clock);
    var acting = new Acting(model, responses, clock);
    var summoning = new Summoning(model, responses, clock);
    var silencing = new Silencing(model, silenceLog, clock);
    var unnamed = new UnnamedProxies(clock);
    var doorkeeper = new Doorkeeper(credentials, model::roster);
    gate =
        new Gate(doorkeeper, attempts, proxies, unnamed, new Templates()::refusal, ready, metrics);
    var asking = new Asking(model, commands);
    var settings = new OwnSettings(model, settingsLog, channels, clock);
    var intake = new IntakeAsking(model, intakeLog, clock);
    var reviewing = new Reviewing(model, reviewLog, clock);
    var readiness = new Board(model, channels, unnamed::lately);
    endpoints.putAll(
        new Api(
                model,
                acting,
                summoning,
                silencing,
                asking,
                settings,
                intake,
                reviewing,
                readiness,
                foresight,
                credentials,
                accounts,
                rebuilding,
                auditing,
                clock)
            .endpoints());
    endpoints.putAll(
        new SignInRoutes(
                new SignIn(credentials, clock),
                accounts,
                oidc.map(IdentityProvider::new),
                attempts,
                written,
                auditing,
                ready)
            .endpoints());
    endpoints.put(Route.CALENDAR, new CalendarFeed(model, credentials, attempts, ready)::serve);
    pages =
        new Pages(
            model,
            readiness,
            new Buttons(acting, summoning, silencing, auditing, new Until(model, clock)),
            new NoticeButtons(asking, auditing, clock),
            new ScheduleButtons(model, asking, auditing, clock),
            settings,
            new IntakeButtons(model, intake, auditing),
            reviewing,
            channels,
            new Sessions(credentials),
            accounts,
            auditing,
            doorkeeper::stillKnows,
            clock);
    endpoints.putAll(pages.endpoints());
  }

  /** Takes the credentials there are, and follows them; before anything is projected. */
  void followCredentials() {
    credentials.load(model.keys());
    var _ = model.changes().subscribe(change -> credentials.changed(change, model.keys()));
  }

  void route(HttpRules rules) {
    gate.route(rules, endpoints);
  }

  /** What answers each route: every row of the table has one. */
  Map<Route, Endpoint> endpoints() {
    return Map.copyOf(endpoints);
  }

  @Override
  public void close() {
    pages.close();
  }
}
