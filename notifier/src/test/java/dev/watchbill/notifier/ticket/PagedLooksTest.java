package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Projects with more tickets than a page has. */
class PagedLooksTest {
  private static final String GITHUB = "/repos/acme/shop/issues";
  private static final String CLOUD = "/rest/api/3/search/jql";
  private static final String DATA_CENTER = "/rest/api/2/search";

  /** When the first page of a hundred ends; each ticket was touched a second before the last. */
  private static final Instant FIRST_PAGE = NOW.minusSeconds(100);

  private final ProviderStandIn server = new ProviderStandIn(404, "{}");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void gitHubIsReadOnUntilAllAreSeen() {
    github("1", issues(1, 100, PagedLooksTest::issue));
    github("2", issues(101, 200, PagedLooksTest::issue));

    assertThat(keys(github().look(List.of("acme/shop#3", "acme/shop#142"), Instant.EPOCH)))
        .hasSize(200)
        .contains("acme/shop#142");
    assertThat(lists())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.getUrl()).doesNotContain("since"));
  }

  @Test
  void gitHubIsAskedForWhatWasTouchedSinceAndReadToItsEnd() {
    github("1", issues(1, 100, PagedLooksTest::issue));
    github("2", issues(101, 110, PagedLooksTest::issue));

    assertThat(keys(github().look(List.of("acme/shop#142"), NOW))).hasSize(110);
    assertThat(lists())
        .hasSize(2)
        .allSatisfy(request ->
            assertThat(request.getUrl()).contains("&since=" + NOW + "&").doesNotContain("%"));
  }

  @Test
  void aVeryLargeProjectIsReadForTenPages() {
    server.says(GITHUB, issues(1, 100, PagedLooksTest::issue));

    assertThat(keys(github().look(List.of("acme/shop#142"), Instant.EPOCH))).hasSize(1_000);
    assertThat(lists()).hasSize(10);
  }

  @Test
  void aPageThatCannotBeReadIsReadAgainFromTheSameTimeOn() {
    github("1", issues(1, 100, PagedLooksTest::issue));
    server.says("/repos/acme/web/issues", issues(1, 1, PagedLooksTest::issue));
    var both = List.of("acme/shop#142", "acme/web#1");
    var tracker = github();

    assertThat(keys(tracker.look(both, NOW.minusSeconds(60)))).containsExactly("acme/web#1");
    github("2", issues(142, 142, PagedLooksTest::issue));
    assertThat(keys(tracker.look(both, NOW))).contains("acme/shop#142");

    assertThat(lists())
        .filteredOn(request -> request.getUrl().startsWith(GITHUB))
        .hasSize(4)
        .allSatisfy(request -> assertThat(request.getUrl()).contains("" + NOW.minusSeconds(60)));
    assertThat(lists().getLast().getUrl()).contains("since=" + NOW);
  }

  @Test
  void jiraCloudIsReadOnWithItsTokens() {
    jira(CLOUD, "nextPageToken", absent(), "\"nextPageToken\":\"a b+c\"", 1, 100);
    jira(CLOUD, "nextPageToken", equalTo("a b+c"), "\"isLast\":true", 101, 150);

    assertThat(keys(jira("bot").look(List.of("PAY-142", "PAY-999"), Instant.EPOCH))).hasSize(150);
    assertThat(lists()).hasSize(2);
  }

  @Test
  void jiraIsReadNoFurtherThanToWhatWasTouchedBefore() {
    jira(CLOUD, "nextPageToken", absent(), "\"nextPageToken\":\"a\"", 1, 100);

    assertThat(keys(jira("bot").look(List.of("PAY-142"), FIRST_PAGE.plusSeconds(1)))).hasSize(100);
    assertThat(lists()).hasSize(1);
    assertThat(jira("bot").look(List.of("PAY-142"), FIRST_PAGE)).isInstanceOf(Result.Failed.class);
    assertThat(lists()).hasSize(3);
  }

  @Test
  void jiraDataCenterIsReadOnByItsCount() {
    jira(DATA_CENTER, "startAt", absent(), "\"startAt\":0,\"total\":150", 1, 100);
    jira(DATA_CENTER, "startAt", equalTo("100"), "\"startAt\":100,\"total\":150", 101, 150);

    assertThat(keys(jira("").look(List.of("PAY-142", "PAY-999"), Instant.EPOCH))).hasSize(150);
    assertThat(lists()).hasSize(2);
  }

  @Test
  void gitLabIsAskedForTheTicketsThemselves() {
    server.says("/api/v4/projects/acme%2Fshop/issues", "[]");
    var many = IntStream.rangeClosed(1, 60).mapToObj("acme/shop#%d"::formatted).toList();

    keys(GitLabTracker.of(environment("GITLAB"), clock()).orElseThrow().look(many, NOW));

    assertThat(lists()).hasSize(2);
    assertThat(lists().getFirst().queryParameter("iids[]").values())
        .hasSize(50)
        .contains("1", "50");
    assertThat(lists().getLast().queryParameter("iids[]").values()).contains("60");
  }

  /** What was asked for but single tickets, which may have moved. */
  private List<LoggedRequest> lists() {
    return server.requests().stream()
        .filter(request -> !request.getUrl().matches(".*/issues?/[^/?]+(\\?.*)?"))
        .toList();
  }

  private PolledTracker github() {
    return GitHubTracker.of(environment("GITHUB"), clock()).orElseThrow();
  }

  /**
   * Jira.
   *
   * @param user empty: a Data Center
   */
  private PolledTracker jira(String user) {
    var settings = environment("JIRA").variables().entrySet().stream();
    var known =
        settings
            .filter(it -> !user.isEmpty() || !it.getKey().endsWith("_USER"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new JiraTracker(JiraSettings.of(new Environment(known)).orElseThrow(), clock());
  }

  private static TestClock clock() {
    return new TestClock(NOW);
  }

  private Environment environment(String tracker) {
    var prefix = "WATCHBILL_%s_".formatted(tracker);
    return new Environment(
        Map.of(prefix + "URL", server.url(), prefix + "TOKEN", "t0ken", prefix + "USER", "bot"));
  }

  private void github(String page, String body) {
    server
        .server()
        .stubFor(
            get(urlPathEqualTo(GITHUB))
                .withQueryParam("page", equalTo(page))
                .willReturn(aResponse().withBody(body)));
  }

  private void jira(
      String path, String parameter, StringValuePattern value, String next, int from, int to) {
    server
        .server()
        .stubFor(
            get(urlPathEqualTo(path))
                .withQueryParam(parameter, value)
                .willReturn(
                    aResponse()
                        .withBody(
                            "{\"issues\":%s,%s}"
                                .formatted(issues(from, to, PagedLooksTest::jiraIssue), next))));
  }

  private static String issues(int from, int to, IntFunction<String> issue) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(issue)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String issue(int number) {
    return "{\"number\":%d,\"state\":\"open\",\"updated_at\":\"x\"}".formatted(number);
  }

  private static String jiraIssue(int number) {
    return "{\"key\":\"PAY-%d\",\"fields\":{\"updated\":\"%s\"}}"
        .formatted(number, NOW.minusSeconds(number).toString().replace("Z", ".000+0000"));
  }

  private static List<String> keys(Result<List<Seen>> answer) {
    return switch (answer) {
      case Result.Ok<List<Seen>> some -> some.value().stream().map(Seen::key).toList();
      case Result.Failed<List<Seen>> failed -> throw new AssertionError(failed);
    };
  }
}
