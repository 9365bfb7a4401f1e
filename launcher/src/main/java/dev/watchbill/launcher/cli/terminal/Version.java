package dev.watchbill.launcher.cli.terminal;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "watchbill " + (version == null ? "(not packaged)" : version),
      "Java " + Runtime.version() + ", time zones " + zones()
    };
  }

  /** Which rules of the world's clocks this answers by: they differ between JDKs. */
  private static String zones() {
    return java.time.zone.ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
  }
}
