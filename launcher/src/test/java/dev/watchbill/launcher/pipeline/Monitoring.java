package dev.watchbill.launcher.pipeline;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that says how it is, with a real Prometheus and, on one way, a real Alertmanager. */
final class Monitoring implements AutoCloseable {
  static final String PROMETHEUS = "prometheus";
  static final String ALERTMANAGER = "prometheus-alertmanager";

  private final AtomicInteger errors = new AtomicInteger();
  private final HttpServer exporter;
  private final List<Program> programs = new ArrayList<>();

  private Monitoring(HttpServer exporter) {
    this.exporter = exporter;
  }

  /** Prometheus alone, which takes Watchbill for an Alertmanager, as the README says. */
  static Monitoring direct(Path folder, String service, String watchbill, Path key)
      throws IOException {
    return exporting(service)
        .prometheus(folder, service, watchbill, "authorization: {credentials_file: " + key + "}");
  }

  /** Prometheus with an Alertmanager that calls Watchbill's webhook, as the README says. */
  static Monitoring throughAlertmanager(
      Path folder, String service, String watchbill, String integration, Path key)
      throws IOException {
    var monitoring = exporting(service);
    var port = Program.freePort();
    var config =
        """
        route: {receiver: watchbill, group_by: [alertname, service], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: watchbill
            webhook_configs:
              - url: http://%s/integrations/%s/alertmanager
                send_resolved: true
                http_config: {authorization: {credentials_file: %s}}
        """
            .formatted(watchbill, integration, key);
    monitoring.run(
        folder.resolve("alertmanager.log"),
        ALERTMANAGER,
        "--config.file=" + Files.writeString(folder.resolve("alertmanager.yml"), config),
        "--storage.path=" + folder.resolve("alertmanager"),
        "--web.listen-address=127.0.0.1:" + port,
        "--cluster.listen-address=");
    return monitoring.prometheus(folder, service, "127.0.0.1:" + port, "");
  }

  /** The service fails from now on, or no more. */
  void fail(boolean failing) {
    errors.set(failing ? 1 : 0);
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    exporter.stop(0);
  }

  private static Monitoring exporting(String service) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var monitoring = new Monitoring(server);
    server.createContext(
        "/metrics",
        call -> {
          try (call) {
            var text = "shop_errors{service=\"%s\"} %d\n".formatted(service, monitoring.errors());
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            call.sendResponseHeaders(200, bytes.length);
            call.getResponseBody().write(bytes);
          }
        });
    server.start();
    return monitoring;
  }

  private int errors() {
    return errors.get();
  }

  private Monitoring prometheus(Path folder, String service, String target, String authorization)
      throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: shop
            rules:
              - alert: ErrorsHigh
                expr: shop_errors > 0
                labels: {severity: critical}
                annotations: {summary: "%s fails for customers"}
        """
            .formatted(service));
    var config =
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs:
          - {job_name: shop, static_configs: [{targets: ["127.0.0.1:%d"]}]}
        alerting:
          alertmanagers:
            - static_configs: [{targets: ["%s"]}]
              %s
        """
            .formatted(exporter.getAddress().getPort(), target, authorization);
    run(
        folder.resolve("prometheus.log"),
        PROMETHEUS,
        "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), config),
        "--storage.tsdb.path=" + folder.resolve("prometheus"),
        "--web.listen-address=127.0.0.1:" + Program.freePort());
    return this;
  }

  private void run(Path log, String... command) throws IOException {
    programs.add(Program.start(log, Map.of(), List.of(command)));
  }
}
