package dev.watchbill.launcher.pipeline;

/** What Alertmanager sends to a webhook, version 4. */
final class Messages {
  private Messages() {}

  /** One alert in a message of its own. */
  static String alertmanager(String status, String service, String name) {
    return """
    {"version": "4", "groupKey": "{}:{alertname=\\"%3$s\\"}", "truncatedAlerts": 0,
     "status": "%1$s", "receiver": "watchbill", "groupLabels": {"alertname": "%3$s"},
     "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager:9093",
     "alerts": [{"status": "%1$s",
       "labels": {"alertname": "%3$s", "service": "%2$s", "severity": "critical"},
       "annotations": {"summary": "%3$s of %2$s"},
       "startsAt": "2026-01-05T09:00:00.123Z", "endsAt": "0001-01-01T00:00:00Z",
       "generatorURL": "http://prometheus:9090/graph", "fingerprint": "%2$s-%3$s"}]}
    """
        .formatted(status, service, name);
  }
}
