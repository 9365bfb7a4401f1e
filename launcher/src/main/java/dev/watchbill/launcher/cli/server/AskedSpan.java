package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** From when to when. */
final class AskedSpan {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHEN",
      description = "An instant with its zone, or a local time of the organisation.")
  String from = "";

  @Option(names = "--to", required = true, paramLabel = "WHEN", description = "Likewise.")
  String to = "";

  ObjectNode on(ObjectNode body) {
    return body.put("from", from).put("to", to);
  }
}
