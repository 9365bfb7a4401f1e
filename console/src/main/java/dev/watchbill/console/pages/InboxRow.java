package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;

/**
 * One message in the local inbox.
 *
 * @param to display name
 * @param text plain text; its first line says what and where
 * @param incident what it is about; empty: it is a notice about a schedule
 * @param open whether its incident still needs somebody
 * @param asks what a notice can be answered: accept, decline
 * @param target what an answer is about; empty: it asks for none
 */
public record InboxRow(
    String id,
    Instant at,
    String to,
    String via,
    String incident,
    String text,
    boolean open,
    List<String> asks,
    String target) {}
