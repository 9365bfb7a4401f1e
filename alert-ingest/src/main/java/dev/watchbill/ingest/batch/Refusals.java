package dev.watchbill.ingest.batch;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.schemas.RejectedAlert;
import java.nio.ByteBuffer;

/** What was refused, as it is written down. */
public final class Refusals {
  private static final int LONGEST_SENTENCE = 500;

  private Refusals() {}

  /**
   * A whole body.
   *
   * @param status its sender was answered, or would have been
   */
  public static RejectedAlert.Builder whole(
      String id, String integration, Arrival arrival, int status, String sentence, ByteBuffer raw) {
    return RejectedAlert.newBuilder()
        .setId(id)
        .setIntegration(integration)
        .setReceivedAt(arrival.at())
        .setPath(arrival.path())
        .setReason(PlainText.line(sentence, LONGEST_SENTENCE))
        .setStatus(status)
        .setSender(arrival.sender())
        .setRaw(Normaliser.cut(raw))
        .setRawTruncated(raw.remaining() > Normaliser.RAW_BYTES)
        .setRawHeaders(arrival.headers());
  }

  /**
   * What makes a refusal one of a part: the body goes with it where it is small enough, as how a
   * part is read may depend on what stands around it.
   */
  public static RejectedAlert.Builder partOf(ByteBuffer body, RejectedAlert.Builder refusal) {
    var raw = refusal.getRaw();
    var isPart = !raw.equals(body) && !refusal.getRawTruncated();
    var fits = body.remaining() <= Normaliser.RAW_BYTES;
    return refusal.setPart(isPart).setBody(isPart && fits ? body.duplicate() : null);
  }
}
