package dev.watchbill.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Where a thread writes one record after another; what it wrote is copied out. */
public final class Written {
  private static final int USUAL = 1024;
  private static final int LARGEST_KEPT = 64 * 1024;
  private static final ThreadLocal<Written> OF_THREAD = ThreadLocal.withInitial(Written::new);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
  private @Nullable BinaryEncoder encoder;

  private Written() {}

  /** Writes one record. */
  @FunctionalInterface
  public interface Content {
    void to(Encoder encoder) throws IOException;
  }

  /** A record as it is. */
  public static byte[] bytes(Content content) throws IOException {
    return written(new byte[0], content);
  }

  /** A record in Confluent's wire format. */
  static byte[] bytes(int schemaId, Content content) throws IOException {
    var head = ByteBuffer.allocate(1 + Integer.BYTES).put(AvroSerde.MAGIC).putInt(schemaId);
    return written(head.array(), content);
  }

  private static byte[] written(byte[] head, Content content) throws IOException {
    var written = OF_THREAD.get();
    var result = written.fresh(head, content);
    if (result.length > LARGEST_KEPT) {
      OF_THREAD.remove();
    }
    return result;
  }

  private byte[] fresh(byte[] head, Content content) throws IOException {
    var used = EncoderFactory.get().binaryEncoder(bytes, encoder);
    encoder = used;
    // Only now: what one that failed left in the encoder went to the bytes just before.
    bytes.reset();
    bytes.writeBytes(head);
    content.to(used);
    used.flush();
    return bytes.toByteArray();
  }
}
