package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.kafka.EscalationTask.Tools;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Feeds the machine what happens, a task at a time: {@link EscalationTask}. */
final class EscalationProcessor implements Processor<String, SpecificRecord, String, byte[]> {
  private final Tools tools;

  // Set by init, before anything else is called.
  private @Nullable EscalationTask task;

  EscalationProcessor(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    task = new EscalationTask(tools, context);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (task == null) {
      throw new IllegalStateException("Expected init before the first record");
    }
    task.process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
    }
  }
}
