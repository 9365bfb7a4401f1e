package dev.watchbill.launcher.cli;

import picocli.CommandLine.Mixin;

/** Where a question about shifts is put. */
final class RotaOptions {
  @Mixin ServerOptions server = new ServerOptions();

  Rota rota() {
    return new ServerRota(server.api());
  }
}
