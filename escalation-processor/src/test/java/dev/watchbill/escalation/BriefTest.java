package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Link;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BriefTest {
  private static final String OF_SERVICE = "https://wiki.example.com/checkout";

  @Test
  void namesTheRunbookAnAlertLinksToElseItsServices() {
    assertThat(Brief.runbook(alert(new Link("Runbook", "https://wiki.example.com/up")), OF_SERVICE))
        .isEqualTo("https://wiki.example.com/up");
    assertThat(Brief.runbook(alert(new Link("Source", "http://prom:9090/")), OF_SERVICE))
        .as("its annotation leads nowhere")
        .isEqualTo(OF_SERVICE);
  }

  private static Alert alert(Link link) {
    return Alert.newBuilder()
        .setId("a1")
        .setIntegration("prometheus")
        .setKey("k")
        .setStatus("firing")
        .setReceivedAt(Instant.parse("2026-01-05T09:00:00Z"))
        .setAnnotations(Map.of("runbook_url", "javascript:alert(1)"))
        .setLinks(List.of(link))
        .build();
  }
}
