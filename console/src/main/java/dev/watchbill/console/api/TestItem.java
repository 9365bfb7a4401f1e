package dev.watchbill.console.api;

import org.jspecify.annotations.Nullable;

/**
 * The way of a test alert, as far as it has come.
 *
 * @param id of the test, and of its alert
 * @param alert null: intake hasn't sent it yet
 * @param story of its incident, with each page and what became of it; null: there is none yet
 */
public record TestItem(
    String id, String integration, @Nullable AlertItem alert, @Nullable Story story) {}
