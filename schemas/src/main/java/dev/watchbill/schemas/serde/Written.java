package dev.watchbill.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Where a thread writes one record after another; what it wrote is copied out. */
final class Written {
  private static final int USUAL = 1024;
  private static final int LARGEST_KEPT = 64 * 1024;
  private static final ThreadLocal<Written> OF_THREAD = ThreadLocal.withInitial(Written::new);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
  private @Nullable BinaryEncoder encoder;

  private Written() {}

  /** Writes one record. */
  @FunctionalInterface
  interface Content {
    void to(Encoder encoder) throws IOException;
  }

  /** A record in Confluent's wire format. */
  static byte[] bytes(int schemaId, Content content) throws IOException {
    var written = OF_THREAD.get();
    var result = written.fresh(schemaId, content);
    if (result.length > LARGEST_KEPT) {
      OF_THREAD.remove();
    }
    return result;
  }

  private byte[] fresh(int schemaId, Content content) throws IOException {
    var used = EncoderFactory.get().binaryEncoder(bytes, encoder);
    encoder = used;
    // Only now: what one that failed left in the encoder went to the bytes just before.
    bytes.reset();
    bytes.write(AvroSerde.MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    content.to(used);
    used.flush();
    return bytes.toByteArray();
  }
}
