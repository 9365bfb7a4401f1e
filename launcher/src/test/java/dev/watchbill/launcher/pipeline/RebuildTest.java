package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.launcher.cli.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read model of a data folder that has seen something, made anew by the one command. */
@Tag("slow")
class RebuildTest {
  private static final int INCIDENTS = 8;
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC}
      teams:
        shop:
          timezone: UTC
          members: [ann]
          schedules:
            primary:
              rotations: [{name: only, members: [ann], start: 2026-01-05T00:00, shift: 1w}]
      services:
        checkout: {team: shop, policy: pages}
      policies:
        pages: {critical: {urgency: high, steps: [{notify: ["schedule:primary"], patience: 30m}]}}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}", group-by: [labels.alertname]}
      """;

  @Test
  void isTheSameAfterwardsWhetherWatchbillRunsOrNot(@TempDir Path folder) throws Exception {
    List<String> before;
    try (var watchbill = Installation.start(folder, ROSTER, Map.of())) {
      for (var nth = 0; nth < INCIDENTS; nth++) {
        var alert = Messages.alertmanager("firing", "checkout", "ErrorsHigh" + nth);
        assertThat(watchbill.send("/integrations/prometheus/alertmanager", alert).statusCode())
            .isEqualTo(202);
      }
      before = await().until(() -> incidents(watchbill), all -> all.size() == INCIDENTS);
      assertThat(rebuild(folder)).doesNotContain("starting the broker");
      assertThat(incidents(watchbill)).isEqualTo(before);
    }
    assertThat(rebuild(folder)).contains("starting the broker");
    try (var watchbill = Installation.start(folder, ROSTER, Map.of())) {
      assertThat(incidents(watchbill)).isEqualTo(before);
    }
  }

  private static List<String> incidents(Installation watchbill) throws Exception {
    return watchbill
        .get("/api/v1/incidents")
        .path("items")
        .valueStream()
        .map(it -> it.path("id").asText() + " " + it.path("openedAt").asText())
        .sorted()
        .toList();
  }

  /** What it tells while it is at it. */
  private static String rebuild(Path folder) {
    var out = new StringWriter();
    var err = new StringWriter();
    var data = folder.resolve("data").toString();
    var code =
        CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute("rebuild", "--data", data);
    assertThat(code).as("%s", err).isZero();
    assertThat(out.toString()).containsPattern("read model made anew from [1-9][0-9,]* offsets");
    assertThat(err.toString()).containsPattern("100 %  ([1-9][0-9,]*) of \\1\\R");
    return err.toString();
  }
}
