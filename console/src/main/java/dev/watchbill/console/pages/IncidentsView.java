package dev.watchbill.console.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of incidents.
 *
 * @param filter unresolved, resolved or all
 * @param next cursor of the next page; null: this is the last
 */
public record IncidentsView(String filter, List<IncidentRow> incidents, @Nullable String next) {}
