package dev.watchbill.roster.yaml;

import dev.watchbill.roster.OrganizationEntry;
import dev.watchbill.roster.OrganizationEntry.Limits;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code organization}. */
final class OrganizationReader {
  private OrganizationReader() {}

  static OrganizationEntry read(Section section) {
    return new OrganizationEntry(
        section.text("name").orElse(""),
        section.as("timezone", Times.ZONE).orElse(ZoneOffset.UTC),
        section.as("base-url", Words.URL),
        section.section("fallback", Shape.FALLBACK).flatMap(it -> it.id("policy", Kind.POLICY)),
        section
            .section("limits", Shape.LIMITS)
            .map(OrganizationReader::limits)
            .orElse(Limits.USUAL),
        section.section("roles", Shape.ROLES).map(OrganizationReader::roles).orElse(Map.of()),
        section.section("messages", Shape.MESSAGES).map(MessagesReader::read).orElse(Map.of()),
        section
            .section("phone", Shape.PHONE)
            .map(OrganizationReader::phone)
            .orElse(OrganizationEntry.Phone.USUAL));
  }

  private static Limits limits(Section section) {
    var usual = Limits.USUAL;
    return new Limits(
        section.as("reopen-window", Times.DURATION).orElse(usual.reopenWindow()),
        section.as("storm-threshold", Form.whole(1, 1_000_000)).orElse(usual.stormThreshold()),
        section.as("storm-window", Times.PATIENCE).orElse(usual.stormWindow()),
        section.as("max-pages-per-minute", Form.whole(1, 10_000)).orElse(usual.maxPagesPerMinute()),
        section.as("finally-every", Times.PATIENCE).orElse(usual.finallyEvery()),
        section.as("receipt-patience", Times.PATIENCE).orElse(usual.receiptPatience()));
  }

  private static OrganizationEntry.Phone phone(Section section) {
    var regions = new LinkedHashMap<String, List<String>>();
    section
        .get("regions")
        .map(Value::table)
        .ifPresent(table ->
            table
                .keys()
                .forEach(region ->
                    regions.put(region, table.all(region, it -> it.as(Words.PHONE_PROVIDER)))));
    return new OrganizationEntry.Phone(
        section.all("order", it -> it.as(Words.PHONE_PROVIDER)), regions);
  }

  private static Map<String, List<String>> roles(Section section) {
    var roles = new LinkedHashMap<String, List<String>>();
    for (var role : section.keys()) {
      roles.put(role, section.all(role, OrganizationReader::holder));
    }
    return roles;
  }

  private static Optional<String> holder(Value value) {
    var text = value.text();
    if (text.isPresent() && text.get().startsWith("team:")) {
      var team = text.get().substring("team:".length());
      value.notes().refers(Kind.TEAM, team, value.place(), value.path());
      return text;
    }
    return value.id(Kind.PERSON);
  }
}
