package dev.watchbill.launcher.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.foresight.FairnessJson;
import dev.watchbill.planner.FairnessChange;
import dev.watchbill.planner.Preview;
import dev.watchbill.rota.Fairness;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A {@link PlanAnswer} for programs. */
final class PlanJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PlanJson() {}

  static ObjectNode of(PlanAnswer answer) {
    var preview = answer.preview();
    var object =
        JSON.objectNode()
            .put("changes", !answer.isEmpty())
            .put("against", answer.against())
            .put("from", preview.now().toString())
            .put("to", preview.until().toString());
    object.set("added", texts(preview.added()));
    object.set(
        "removed", texts(preview.removed().stream().map(Preview.Removed::schedule).toList()));
    var forgotten = object.putObject("forgottenShifts");
    preview.removed().forEach(it -> forgotten.put(it.schedule(), it.shifts()));
    var moves = object.putArray("moves");
    preview.moved().forEach(move -> moves.add(of(move)));
    uncovered(object.putArray("gapsOpened"), preview.opened());
    uncovered(object.putArray("gapsClosed"), preview.closed());
    uncovered(object.putArray("promisesBroken"), preview.broken());
    var unreachable = object.putArray("unreachable");
    answer
        .unreachable()
        .forEach(it ->
            unreachable
                .addObject()
                .put("schedule", it.schedule())
                .put("who", it.who())
                .put("start", it.start().toString()));
    var renamed = object.putArray("renamedAlerts");
    answer
        .renamed()
        .forEach(it ->
            renamed
                .addObject()
                .put("integration", it.integration())
                .put("before", it.before())
                .set("keys", texts(it.keys())));
    var fairness = object.putArray("fairness");
    preview.fairness().forEach(change -> fairness.add(of(change)));
    var failed = object.putObject("failed");
    preview.failed().forEach(failed::put);
    return object;
  }

  private static ObjectNode of(Preview.Moved move) {
    var object =
        JSON.objectNode()
            .put("schedule", move.schedule())
            .put("start", move.start().toString())
            .put("end", move.end().toString());
    object.set("outgoing", texts(move.outgoing()));
    object.set("incoming", texts(move.incoming()));
    return object.put("published", move.published()).put("why", move.why());
  }

  /** Both as {@code fairness} answers; null where there is no such schedule. */
  private static ObjectNode of(FairnessChange change) {
    var object = JSON.objectNode().put("schedule", change.schedule());
    object.set("before", of(change.before()));
    object.set("after", of(change.after()));
    return object;
  }

  private static JsonNode of(@Nullable Fairness fairness) {
    return fairness == null ? JSON.nullNode() : FairnessJson.of(fairness);
  }

  private static ArrayNode texts(Collection<String> texts) {
    var array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static void uncovered(ArrayNode array, Collection<Preview.Uncovered> all) {
    all.forEach(it ->
        array
            .addObject()
            .put("schedule", it.schedule())
            .put("start", it.start().toString())
            .put("end", it.end().toString()));
  }
}
