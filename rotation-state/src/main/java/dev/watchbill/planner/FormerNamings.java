package dev.watchbill.planner;

import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RosterRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How integrations named their alerts before a roster says otherwise, so that the end of what is
 * open by then finds its incident (ADR 0032). Each wanted integration takes over what the one in
 * force knows, and what that one itself says where this one says it otherwise.
 */
public final class FormerNamings {
  /** Whatever is open longer than this somebody resolves by hand. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** Each costs a record for each end, and a roster is edited again and again until it fits. */
  static final int MOST = 5;

  /** Characters of all mappings that are kept: the integration is one record. */
  static final int MOST_MAPPINGS = 200_000;

  private FormerNamings() {}

  /**
   * The wanted records, where they are integrations' with how their alerts were named before.
   *
   * @param known in force, or proposed before; with what they know of former ones
   * @param renamed by name, those that go on under another: what they are called from now on
   */
  static Map<String, RosterRecord> into(
      Map<String, RosterRecord> wanted,
      Collection<RosterRecord> known,
      Map<String, String> renamed,
      Instant now) {
    var before = new HashMap<String, List<Integration>>();
    integrations(known)
        .forEach(integration -> {
          var name = integration.getName();
          var goesOnAs = renamed.getOrDefault(name, name);
          before.computeIfAbsent(goesOnAs, _ -> new ArrayList<>()).add(integration);
        });
    var names = names(wanted.values());
    // As a topic keeps it.
    var at = now.truncatedTo(ChronoUnit.MILLIS);
    var all = new HashMap<>(wanted);
    all.replaceAll((key, record) -> {
      var integration = record.getIntegration();
      return integration == null
          ? record
          : RosterRecord.newBuilder(record)
              .setIntegration(
                  knowing(
                      integration,
                      before.getOrDefault(integration.getName(), List.of()),
                      names,
                      at))
              .build();
    });
    return all;
  }

  /**
   * An integration whose alerts are named otherwise from one roster to the next.
   *
   * @param before what it was called
   * @param keys of the roster that differ
   */
  public record Changed(String integration, String before, List<String> keys) {
    public Changed {
      keys = List.copyOf(keys);
    }
  }

  /**
   * What a roster would name otherwise.
   *
   * @param secrets of integrations by their name, or what stands for them
   */
  public static List<Changed> between(
      Collection<RosterRecord> known,
      Map<String, String> secretsBefore,
      Map<String, RosterRecord> wanted,
      Map<String, String> secrets) {
    var renamed = renamed(wanted.values(), known, secrets, secretsBefore);
    return integrations(into(wanted, known, renamed, Instant.EPOCH).values()).stream()
        .flatMap(it -> it.getFormerly().stream().map(former -> changed(it, former)))
        .toList();
  }

  private static Changed changed(Integration integration, FormerNaming before) {
    var now = naming(integration);
    var keys = new ArrayList<String>();
    for (var field : now.getSchema().getFields()) {
      if (!field.name().equals("integration")
          && !Objects.equals(now.get(field.pos()), naming(before).get(field.pos()))) {
        keys.add(field.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
      }
    }
    return new Changed(integration.getName(), before.getIntegration(), keys);
  }

  /**
   * Which integrations only change their name: those that go, where one that comes has the same
   * secret or reads the same topic. Where several do, nobody knows which.
   *
   * @param secrets of integrations by their name, or what stands for them
   */
  static Map<String, String> renamed(
      Collection<RosterRecord> wanted,
      Collection<RosterRecord> known,
      Map<String, String> secrets,
      Map<String, String> secretsBefore) {
    var are = names(wanted);
    var were = names(known);
    var comes = new HashMap<String, List<String>>();
    integrations(wanted).stream()
        .filter(it -> !were.contains(it.getName()))
        .forEach(it ->
            sender(it, secrets)
                .ifPresent(sender ->
                    comes.computeIfAbsent(sender, _ -> new ArrayList<>()).add(it.getName())));
    var renamed = new HashMap<String, String>();
    integrations(known).stream()
        .filter(it -> !are.contains(it.getName()))
        .forEach(it ->
            sender(it, secretsBefore)
                .map(sender -> comes.getOrDefault(sender, List.of()))
                .filter(names -> names.size() == 1)
                .ifPresent(names -> renamed.put(it.getName(), names.getFirst())));
    return renamed;
  }

  private static Optional<String> sender(Integration integration, Map<String, String> secrets) {
    return Optional.ofNullable(integration.getTopic())
        .map(topic -> "topic " + topic + " of " + integration.getBootstrapServers())
        .or(() -> Optional.ofNullable(secrets.get(integration.getName())));
  }

  private static Set<String> names(Collection<RosterRecord> records) {
    return records.stream()
        .map(RosterRecord::getIntegration)
        .filter(Objects::nonNull)
        .map(Integration::getName)
        .collect(Collectors.toSet());
  }

  private static List<Integration> integrations(Collection<RosterRecord> records) {
    return records.stream()
        .map(RosterRecord::getIntegration)
        .filter(Objects::nonNull)
        // Who watches heartbeats remembers how it named what it told.
        .filter(integration -> integration.getEveryMs() == 0)
        .sorted(Comparator.comparing(Integration::getName))
        .toList();
  }

  private static Integration knowing(
      Integration wanted, List<Integration> before, Collection<String> names, Instant now) {
    var current = naming(wanted);
    var replaced =
        before.stream()
            .filter(it -> !naming(it).equals(current))
            .map(it -> replaced(it, now))
            .toList();
    var kept = new ArrayList<FormerNaming>(replaced);
    before.forEach(it -> kept.addAll(it.getFormerly()));
    // What another is called now is that one's: its alerts may have the same keys.
    kept.removeIf(
        it -> !it.getIntegration().equals(wanted.getName()) && names.contains(it.getIntegration()));
    kept.removeIf(it -> naming(it).equals(current));
    // Time alone changes no roster: whoever uses them looks at the clock.
    if (!replaced.isEmpty()) {
      kept.removeIf(it -> !it.getUntil().isAfter(now));
    }
    return Integration.newBuilder(wanted).setFormerly(bounded(latest(kept))).build();
  }

  private static FormerNaming replaced(Integration before, Instant now) {
    return FormerNaming.newBuilder(naming(before))
        .setSince(
            before.getFormerly().stream()
                .map(FormerNaming::getReplacedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH))
        .setReplacedAt(now)
        .setUntil(now.plus(KEPT))
        .build();
  }

  /** Newest first, of equal ones the newest. */
  private static List<FormerNaming> latest(List<FormerNaming> all) {
    var latest = new LinkedHashMap<FormerNaming, FormerNaming>();
    all.stream()
        .sorted(Comparator.comparing(FormerNaming::getReplacedAt).reversed())
        .forEach(it -> latest.putIfAbsent(naming(it), it));
    return new ArrayList<>(latest.values());
  }

  /**
   * As many as may be. What was in force for a few minutes, while somebody tried what fits, goes
   * before what was for months.
   */
  private static List<FormerNaming> bounded(List<FormerNaming> all) {
    while (all.size() > MOST || (!all.isEmpty() && mappings(all) > MOST_MAPPINGS)) {
      all.stream().min(Comparator.comparing(FormerNamings::held)).ifPresent(all::remove);
    }
    return all;
  }

  private static Duration held(FormerNaming naming) {
    return Duration.between(naming.getSince(), naming.getReplacedAt());
  }

  private static int mappings(List<FormerNaming> all) {
    return all.stream().mapToInt(it -> length(it.getMapping())).sum();
  }

  private static int length(@Nullable String mapping) {
    return mapping == null ? 0 : mapping.length();
  }

  // ---- what names an alert, and nothing else

  private static FormerNaming naming(Integration integration) {
    return FormerNaming.newBuilder()
        .setIntegration(integration.getName())
        .setType(integration.getType())
        .setFormat(integration.getFormat())
        .setServiceFrom(integration.getServiceFrom())
        .setGroupBy(integration.getGroupBy())
        .setService(integration.getService())
        .setMapping(integration.getMapping())
        .build();
  }

  private static FormerNaming naming(FormerNaming former) {
    return FormerNaming.newBuilder(former)
        .setSince(Instant.EPOCH)
        .setReplacedAt(Instant.EPOCH)
        .setUntil(Instant.EPOCH)
        .build();
  }
}
