package dev.watchbill.launcher.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;

/** Clients that vendors publish for Node. */
final class NodePackages {

  /** Triggers and resolves through a TLS door of its own, as the client speaks nothing else. */
  static final String PDJS =
      """
      const fs = require('fs'), http = require('http'), https = require('https');
      const {event} = require('@pagerduty/pdjs');
      const door = https.createServer(
        {key: fs.readFileSync(__dirname + '/key.pem'), cert: fs.readFileSync(__dirname + '/cert.pem')},
        (request, response) => request.pipe(http.request(process.env.WATCHBILL + request.url,
          {method: request.method, headers: request.headers},
          answer => { response.writeHead(answer.statusCode, answer.headers); answer.pipe(response); })));
      door.listen(0, '127.0.0.1', async () => {
        const server = '127.0.0.1:' + door.address().port;
        const send = async data => {
          const answer = await event({server, data: {routing_key: process.env.ROUTING_KEY, ...data}});
          console.log(data.event_action, answer.response.status, answer.data.status);
          return answer.data.dedup_key;
        };
        const dedup_key = await send({event_action: 'trigger',
          payload: {summary: 'From the client', source: 'db-1', severity: 'critical'}});
        await send({event_action: 'acknowledge', dedup_key});
        await send({event_action: 'resolve', dedup_key});
        process.exit(0);
      });
      """;

  private NodePackages() {}

  /** Installs packages beside a script, or skips the test where no registry can be reached. */
  static void install(Programs programs, String... packages) throws InterruptedException {
    try {
      programs.file("package.json", "{\"private\": true}");
      for (var name : packages) {
        programs.run(
            Map.of(),
            "npm",
            "install",
            "--prefix",
            programs.folder().toString(),
            "--no-audit",
            "--no-fund",
            "--silent",
            name);
      }
    } catch (IOException e) {
      System.out.println("SKIPPED a test that needs " + String.join(", ", packages) + ": " + e);
      assumeTrue(false, "npm can't install");
    }
  }
}
