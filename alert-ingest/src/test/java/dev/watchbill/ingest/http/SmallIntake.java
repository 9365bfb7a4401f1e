package dev.watchbill.ingest.http;

import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Intake in a process of its own that keeps nothing: what fills its memory are requests. */
final class SmallIntake {
  private SmallIntake() {}

  /** Says its port on a line, and goes on until its input ends. */
  public static void main(String[] args) throws IOException {
    var intake =
        IntakeServer.start(new Encoding(), IntakeServer.limits(1_000_000_000, 1_000_000_000));
    System.out.println("port " + intake.uri("/").getPort());
    while (System.in.read() >= 0) {
      // Until whoever started us has ended.
    }
    Runtime.getRuntime().halt(0);
  }

  /** Makes records, as a producer does, and drops them. */
  private static final class Encoding extends RecordingAlertLog {
    @Override
    public Appended append(List<Alert> batch) {
      try {
        for (var alert : batch) {
          if (Alert.getEncoder().encode(alert).remaining() > 900_000) {
            return new Appended.Unavailable("a record is too large");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Appended.Durable();
    }

    @Override
    public void reject(RejectedAlert refusal) {}
  }
}
