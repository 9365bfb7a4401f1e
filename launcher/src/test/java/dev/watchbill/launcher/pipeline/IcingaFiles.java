package dev.watchbill.launcher.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** An Icinga 2 with one service that is broken as long as a file is there. */
final class IcingaFiles {
  private static final Path GUIDE = Path.of("..", "docs", "senders.md");
  private static final Pattern COMMAND = Pattern.compile("```\\n(curl -sf [^`]*icinga[^`]*)```");

  private IcingaFiles() {}

  /** The notification command as our guide has it. */
  static String commandOf(String address, String integration) throws IOException {
    var found = COMMAND.matcher(Files.readString(GUIDE));
    if (!found.find()) {
      throw new IOException("Expected the notification command in " + GUIDE);
    }
    return found
        .group(1)
        .replace("https://oncall.example.com", address)
        .replace("/NAME/", "/" + integration + "/");
  }

  /**
   * @param folder of the script and of the file
   */
  static String config(Path folder) {
    return """
    include <itl>
    object CheckerComponent "checker" {}
    object NotificationComponent "notification" {}
    object CheckCommand "file" {
      command = [ "/bin/sh", "-c", "if [ -e %1$s/broken ]; then echo 'it'\\"'\\"'s \\"full\\"'; exit 2; fi" ]
    }
    object Host "db-1" { check_command = "dummy" }
    object Service "disk" {
      host_name = "db-1"
      check_command = "file"
      check_interval = 1s
      retry_interval = 1s
      max_check_attempts = 1
    }
    object User "oncall" {}
    object NotificationCommand "watchbill" {
      command = [ "/bin/sh", "%1$s/notify.sh" ]
      env = {
        NOTIFICATIONTYPE = "$notification.type$"
        HOSTNAME = "$host.name$"
        SERVICENAME = "$service.name$"
        STATE = "$service.state$"
        OUTPUT = "$service.output$"
        LASTSTATECHANGE = "$service.last_state_change$"
      }
    }
    object Notification "disk" {
      host_name = "db-1"
      service_name = "disk"
      users = [ "oncall" ]
      command = "watchbill"
    }
    """
        .formatted(folder);
  }

  /** Starts it with all its files in the programs' folder. */
  static void start(Programs programs, Path config) throws IOException {
    var user = System.getProperty("user.name");
    var state = programs.folder("icinga");
    programs.start(
        "icinga2",
        "daemon",
        "-c",
        config.toString(),
        "-DRunAsUser=" + user,
        "-DRunAsGroup=" + user,
        "-DDataDir=" + state,
        "-DCacheDir=" + state,
        "-DLogDir=" + state,
        "-DSpoolDir=" + state,
        "-DInitRunDir=" + state,
        "-DPidPath=" + state.resolve("pid"),
        "-DStatePath=" + state.resolve("state"),
        "-DModAttrPath=" + state.resolve("modified.conf"),
        "-DVarsPath=" + state.resolve("vars"),
        "-DObjectsPath=" + state.resolve("objects"));
  }
}
