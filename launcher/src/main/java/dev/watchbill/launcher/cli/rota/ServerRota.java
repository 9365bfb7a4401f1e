package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.server.Api;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server has published. */
record ServerRota(Api api) implements Rota {
  @Override
  public JsonNode oncall(List<String> schedules, @Nullable String service, List<String> at) {
    var query = of(schedules);
    if (service != null) {
      query.add(new Parameter("service", service));
    }
    at.forEach(when -> query.add(new Parameter("at", when)));
    return api.get("oncall", query);
  }

  @Override
  public JsonNode shifts(List<String> schedules, String from, String to) {
    return api.get("shifts", window(schedules, from, to));
  }

  @Override
  public JsonNode gaps(List<String> schedules, String from, String to) {
    return api.get("gaps", window(schedules, from, to));
  }

  @Override
  public JsonNode fairness(List<String> schedules, String from, String to) {
    return api.get("fairness", window(schedules, from, to));
  }

  private static List<Parameter> window(List<String> schedules, String from, String to) {
    var query = of(schedules);
    query.add(new Parameter("from", from));
    query.add(new Parameter("to", to));
    return query;
  }

  private static List<Parameter> of(List<String> schedules) {
    var query = new ArrayList<Parameter>();
    schedules.forEach(schedule -> query.add(new Parameter("schedule", schedule)));
    return query;
  }
}
