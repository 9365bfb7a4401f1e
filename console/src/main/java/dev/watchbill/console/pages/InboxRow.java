package dev.watchbill.console.pages;

import java.time.Instant;

/**
 * One message in the local inbox.
 *
 * @param to display name
 * @param text plain text; its first line says what and where
 * @param open whether its incident still needs somebody
 */
public record InboxRow(
    String id, Instant at, String to, String via, String incident, String text, boolean open) {}
