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

  /** Creates, acknowledges and closes, with an alias the client puts into the path as it is. */
  static final String OPSGENIE =
      """
      const opsgenie = require('opsgenie-sdk');
      opsgenie.configure({host: process.env.WATCHBILL, api_key: process.env.API_KEY});
      const by = {identifier: 'disk/db-1', identifierType: 'alias'};
      const next = (name, then) => (error, result) => {
        console.log(name, !error && !!result.requestId, error ? JSON.stringify(error) : '');
        then();
      };
      opsgenie.alertV2.create({message: 'Disk is full', alias: 'disk/db-1', priority: 'P1'},
        next('create', () => opsgenie.alertV2.acknowledge(by, {user: 'kim'},
          next('acknowledge', () => opsgenie.alertV2.close(by, {user: 'kim'},
            next('close', () => process.exit(0)))))));
      """;

  /** One event structured, two binary: an alert and the end of another. */
  static final String CLOUDEVENTS =
      """
      const {CloudEvent, emitterFor, httpTransport, HTTP, Mode} = require('cloudevents');
      const transport = httpTransport(process.env.WATCHBILL);
      const structured = emitterFor(transport, {binding: HTTP, mode: Mode.STRUCTURED});
      const binary = emitterFor(transport, {binding: HTTP, mode: Mode.BINARY});
      const fan = status => new CloudEvent({source: '/rack/1', subject: 'fan', type: 'com.example.fan',
        data: {title: 'Fan is slow', status}});
      (async () => {
        await structured(new CloudEvent({source: '/rack/1', subject: 'heat', type: 'com.example.hot',
          data: {title: 'Rack is hot', severity: 'critical'}}));
        await binary(fan('firing'));
        await binary(fan('resolved'));
        console.log('sent both');
      })();
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
