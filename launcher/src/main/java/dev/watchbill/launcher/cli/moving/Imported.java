package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.OtherPlan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What came of asking.
 *
 * @param plans who is on call elsewhere, by the ids schedules have here; empty: it isn't known
 * @param from from when plans are compared
 * @param until until when; exclusive
 */
record Imported(Draft draft, Map<String, Optional<OtherPlan>> plans, Instant from, Instant until) {}
