package dev.watchbill.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.api.Story;
import dev.watchbill.console.readiness.Finding;
import dev.watchbill.console.readiness.Readiness;
import dev.watchbill.console.readiness.Readiness.ServiceRow;
import dev.watchbill.console.readiness.Readiness.Standby;
import dev.watchbill.console.readiness.Readiness.TeamState;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:04:00Z");
  private final Templates templates = new Templates();

  @Test
  void saysWhatNeedsSomebodyFirst() {
    var html =
        templates.readiness(
            frame(true), readiness(List.of(incident("Disk full", "open")), List.of()));

    assertThat(html)
        .contains("<h1>1 incident needs somebody</h1>")
        .contains("action=\"/incidents/checkout-42/acknowledge\"");
  }

  @Test
  void saysThatThereIsNothingToDo() {
    var html = templates.readiness(frame(true), readiness(List.of(), List.of()));

    assertThat(html)
        .contains("<h1>Ready: nothing to do</h1>")
        .contains("Nothing is open.")
        .contains("Nothing to do: every promise is covered");
  }

  @Test
  void saysWhatIsToBeMended() {
    var gap =
        new Finding(
            "gap",
            Finding.Severity.PROBLEM,
            "payments",
            "payments-primary",
            List.of(),
            "nobody is on call, though it promises 24x7",
            NOW,
            NOW.plusSeconds(3600));

    var html = templates.readiness(frame(true), readiness(List.of(), List.of(gap)));

    assertThat(html)
        .contains("<h1>1 thing to mend</h1>")
        .contains("payments-primary</strong> nobody is on call, though it promises 24x7");
  }

  @Test
  void offersNoButtonsToThoseWhoMayOnlyLook() {
    var html =
        templates.readiness(
            frame(false), readiness(List.of(incident("Disk full", "open")), List.of()));

    assertThat(html).doesNotContain("/acknowledge").doesNotContain("/resolve");
  }

  private static ReadinessView readiness(List<IncidentRow> incidents, List<Finding> findings) {
    var services =
        List.of(
            new ServiceRow(
                "checkout",
                "Checkout",
                1,
                "eu",
                "payments",
                "tier-1",
                List.of(
                    new Standby(
                        "payments-primary", 1, List.of("asha"), NOW.plusSeconds(600), List.of())),
                0,
                null));
    return new ReadinessView(
        new Readiness(
            NOW,
            "ready",
            NOW.plusSeconds(3600),
            List.of(new TeamState("payments", "ready", 0, List.of())),
            findings,
            services,
            null),
        new People(RosterSnapshot.NONE, NOW),
        incidents,
        incidents.size(),
        services,
        null,
        0,
        null);
  }

  @Test
  void keepsTextFromAlertsText() {
    var hostile = "<script>alert(1)</script>\" onload=\"x";
    var row = incident(hostile, "open");
    var view =
        new IncidentView(
            row,
            hostile,
            hostile,
            "javascript:alert(1)",
            null,
            hostile,
            List.of(new IncidentView.PathRow(NOW, 2, List.of(hostile), List.of(hostile))),
            List.of(
                new IncidentView.AlertRow(
                    "firing",
                    hostile,
                    NOW,
                    Map.of(hostile, hostile),
                    List.of(
                        new IncidentView.LinkRow(hostile, "javascript:alert(1)"),
                        new IncidentView.LinkRow("x", "https://x\" onload=\"x")))),
            List.of(new IncidentView.ElsewhereRow(hostile, hostile, "javascript:alert(1)")),
            List.of(new IncidentView.Entry(NOW, "opened", hostile, hostile)));

    var html = templates.incident(frame(true), told(view));

    assertThat(html)
        .doesNotContain("<script>alert")
        .doesNotContain("href=\"https://x\" onload")
        .doesNotContain("href=\"javascript:");
  }

  @Test
  void saysTimesInTheViewersZone() {
    var times = new Times(ZoneId.of("Asia/Kolkata"), NOW);

    assertThat(times.clock(NOW)).isEqualTo("01:34");
    assertThat(times.clock(Instant.parse("2026-11-30T08:00:00Z"))).isEqualTo("Mon 30 Nov 13:30");
    assertThat(times.clock(Instant.parse("2027-01-03T08:00:00Z"))).isEqualTo("3 Jan 2027 13:30");
    assertThat(times.relative(NOW.minusSeconds(200))).isEqualTo("3 min ago");
    assertThat(times.relative(NOW.plusSeconds(7300))).isEqualTo("in 2 h");
  }

  /** For people who want to look at the pages without a server. */
  @Test
  void drawsEachPage() throws IOException {
    var folder = Files.createDirectories(Path.of("target", "pages"));
    var open = incident("Checkout error rate above 5 %", "open");
    var taken =
        incident(
            "Queue is getting long on card-gateway-eu-west-1.internal.example.com", "acknowledged");
    var inbox =
        new InboxRow(
            "checkout-42.1",
            NOW,
            "Asha Rao",
            "inbox",
            "checkout-42",
            "checkout: Checkout error rate above 5 %\ncritical since 20:58, 3 alerts\nUnless somebody acknowledges, Bo Lind is paged at 21:09.",
            true,
            List.of(),
            "");
    var whole =
        new IncidentView(
            open,
            "5 % of requests fail",
            "payments",
            "https://wiki.example.com/checkout",
            null,
            "Route 1 (tier 1, eu) chose policy tier-1.",
            Stream.of(2, 3, 1, 2)
                .map(step ->
                    new IncidentView.PathRow(
                        NOW.plusSeconds(300), step, List.of("Bo Lind"), List.of("person:bo")))
                .toList(),
            List.of(
                new IncidentView.AlertRow(
                    "firing",
                    "Checkout error rate above 5 %",
                    NOW,
                    Map.of("alertname", "ErrorRate", "service", "checkout"),
                    List.of(
                        new IncidentView.LinkRow(
                            "source", "https://prometheus.example.com/graph")))),
            List.of(
                new IncidentView.ElsewhereRow(
                    "jira", "PAY-42", "https://tickets.example.com/browse/PAY-42"),
                new IncidentView.ElsewhereRow("teams", "Payments", null)),
            List.of(
                new IncidentView.Entry(
                    NOW.minusSeconds(60),
                    "opened",
                    "Opened as critical",
                    "Route 1 (tier 1, eu) chose policy tier-1."),
                new IncidentView.Entry(
                    NOW.minusSeconds(59),
                    "paged",
                    "Paged Asha Rao by inbox",
                    "On call in payments-primary until Mon 30 Nov 09:00.")));

    var pages =
        Map.of(
            "readiness",
                templates.readiness(frame(true), readiness(List.of(open, taken), List.of())),
            "incidents",
                templates.incidents(
                    frame(true),
                    new IncidentsView(
                        new IncidentsView.Filter("all", "", "", "", ""),
                        List.of(open, taken),
                        "c2",
                        List.of("payments"))),
            "incident", templates.incident(frame(true), told(whole)),
            "inbox", templates.inbox(frame(true), List.of(inbox)));
    for (var page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
      assertThat(page.getValue()).contains("<title>").endsWith("</html>\n");
    }
    assertThat(pages.get("incident")).contains("<summary>and after that</summary>");
  }

  private static TellView told(IncidentView view) {
    var why =
        new Story(
            "checkout-42",
            "title",
            "checkout",
            "payments",
            "open",
            "critical",
            NOW,
            "UTC",
            "tier-1",
            "",
            "v1",
            List.of(),
            List.of(
                new Story.PageItem(
                    "p1",
                    NOW,
                    "asha",
                    "slack",
                    1,
                    "<script>alert(2)</script>",
                    null,
                    List.of(new Story.Fate(NOW, "failed", "<script>alert(3)</script>")))),
            List.of(new Story.NotPaged(NOW, 2, null, null, "nobody is on call")),
            null,
            List.of(),
            List.of());
    return new TellView(
        view, why, null, new People(RosterSnapshot.NONE, NOW), List.of("asha", "bo"));
  }

  private static Frame frame(boolean mayAct) {
    return new Frame(
        "Asha Rao",
        mayAct,
        "t0ken",
        new Times(ZoneId.of("Europe/Berlin"), NOW),
        "3f2a91c",
        null,
        null,
        "1f");
  }

  private static IncidentRow incident(String title, String status) {
    return new IncidentRow(
        "checkout-42",
        title,
        "checkout",
        "critical",
        status,
        3,
        NOW.minusSeconds(360),
        resolvedAt(status),
        List.of("Asha Rao"),
        1,
        NOW.plusSeconds(192),
        "Bo Lind is paged",
        false);
  }

  private static @Nullable Instant resolvedAt(String status) {
    return status.equals("resolved") ? NOW : null;
  }
}
