package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Debian's Redmine with a database of its own: a project with a category, people who may work in
 * it, and an account for Watchbill with no more rights than those.
 */
final class Redmine implements AutoCloseable {
  /** Identifier of the project. */
  static final String PROJECT = "payments";

  private static final Path HOME = Path.of("/usr/share/redmine");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DATABASE =
      """
      production:
        adapter: sqlite3
        database: FOLDER/db.sqlite3
        timeout: 10000
      """;

  /** Redmine's own Gemfile takes a database's library only if an installed instance uses it. */
  private static final String GEMFILE =
      """
      eval_gemfile 'HOME/Gemfile'
      gem 'sqlite3', '~> 1.4.0', platforms: [:mri, :mingw, :x64_mingw]
      gem 'webrick'
      """;

  private static final String SETUP =
      """
      ActiveRecord::Migration.verbose = false
      ActiveRecord::Base.connection.migration_context.migrate
      ActiveRecord::Base.descendants.each(&:reset_column_information)
      Setting.rest_api_enabled = '1'
      Redmine::DefaultData::Loader.load('en')
      role = Role.find_by!(name: 'Developer')
      role.add_permission! :edit_issues
      project = Project.create!(name: 'Payments', identifier: 'PROJECT', trackers: Tracker.all)
      IssueCategory.create!(project: project, name: 'checkout')
      %w[watchbill ann bob].each do |login|
        user = User.new(firstname: login, lastname: 'Test', mail: "#{login}@people.test", language: 'en')
        user.login = login
        user.password = user.password_confirmation = "a password of #{login}"
        user.save!
        Member.create!(user: user, project: project, roles: [role])
        puts "ACCOUNT #{login} #{user.id} #{user.api_key}"
      end
      """;

  /** An account in it. */
  record Account(String id, String key) {}

  private final int port;
  private final Map<String, Account> accounts = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Redmine(int port) {
    this.port = port;
  }

  /** Skips the test, saying so, where it isn't installed. */
  static void need() {
    var isThere = Files.exists(HOME.resolve("config.ru")) && Program.isInstalled("ruby");
    if (!isThere) {
      System.out.println("SKIPPED a test that needs redmine and redmine-sqlite (Debian)");
    }
    assumeTrue(isThere, "redmine isn't installed");
  }

  /** Makes the database and starts it; its files are in the programs' folder. */
  static Redmine start(Programs programs) throws Exception {
    var folder = programs.folder("redmine");
    for (var sub : List.of("config", "log", "tmp", "files")) {
      Files.createDirectories(folder.resolve(sub));
    }
    Files.writeString(
        folder.resolve("config/database.yml"), DATABASE.replace("FOLDER", folder.toString()));
    Files.writeString(folder.resolve("config/secret_key.txt"), "nobody signs in".repeat(8));
    Files.writeString(folder.resolve("Gemfile"), GEMFILE.replace("HOME", HOME.toString()));
    var redmine = new Redmine(Program.freePort());
    redmine.fill(programs, folder);
    redmine.serve(programs, folder);
    return redmine;
  }

  /** The database, with what {@link #SETUP} puts into it. */
  private void fill(Programs programs, Path folder) throws Exception {
    var script = Files.writeString(folder.resolve("setup.rb"), SETUP.replace("PROJECT", PROJECT));
    var said =
        programs.run(
            variables(folder),
            "sh",
            "-c",
            "cd %s && bundle exec rails runner %s".formatted(HOME, script));
    said.lines()
        .filter(line -> line.startsWith("ACCOUNT "))
        .map(line -> line.split(" ", -1))
        .forEach(words -> accounts.put(words[1], new Account(words[2], words[3])));
    assertThat(accounts).as(said).containsOnlyKeys("watchbill", "ann", "bob");
  }

  private void serve(Programs programs, Path folder) throws Exception {
    programs.start(
        variables(folder),
        "sh",
        "-c",
        "cd %s && exec bundle exec rackup -s webrick -E production -o 127.0.0.1 -p %d"
            .formatted(HOME, port));
    var until = CLOCK.instant().plus(PATIENCE);
    while (status() != 200) {
      assertThat(CLOCK.instant()).as("redmine answers in time").isBefore(until);
      Thread.sleep(200);
    }
  }

  private static Map<String, String> variables(Path folder) {
    return Map.of(
        "RAILS_ENV",
        "production",
        "SCHEMA",
        "/dev/null",
        "BUNDLE_GEMFILE",
        folder.resolve("Gemfile").toString(),
        // Debian keeps instances in a folder of their own; ours is somewhere else.
        "REDMINE_INSTANCE",
        "../../../.." + folder.toAbsolutePath());
  }

  private int status() throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(address() + "/issue_statuses.json"))
                  .header("X-Redmine-API-Key", account("ann").key())
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** That of watchbill, ann or bob. */
  Account account(String login) {
    return Objects.requireNonNull(accounts.get(login), login);
  }

  /** The issues about an incident, with all that is known of each. */
  List<JsonNode> issues(String incident) throws IOException, InterruptedException {
    var mark = URLEncoder.encode("[" + incident + "]", StandardCharsets.UTF_8);
    var all = new ArrayList<JsonNode>();
    for (var issue : get("/issues.json?status_id=*&subject=~" + mark).path("issues")) {
      all.add(
          get("/issues/%s.json?include=journals".formatted(issue.path("id").asText()))
              .path("issue"));
    }
    return all;
  }

  /** Somebody changes an issue. */
  void change(String login, String issue, String change) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address() + "/issues/" + issue + ".json"))
            .header("X-Redmine-API-Key", account(login).key())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"issue\": {" + change + "}}"));
    var response = http.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
  }

  /** The number of a status. */
  int status(String name) throws IOException, InterruptedException {
    for (var status : get("/issue_statuses.json").path("issue_statuses")) {
      if (status.path("name").asText().equals(name)) {
        return status.path("id").asInt();
      }
    }
    throw new AssertionError("no status is called " + name);
  }

  /** An issue as a page shows it. */
  String page(String issue) throws IOException, InterruptedException {
    return send("/issues/" + issue + "?key=" + account("ann").key());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(path));
  }

  private String send(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("X-Redmine-API-Key", account("ann").key());
    var response = http.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return response.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
