package dev.watchbill.ingest;

/**
 * A link as a sender offers it; it may be no link at all.
 *
 * @param text what it leads to, in our words or the sender's
 * @param href as the sender wrote it
 */
public record SourceLink(String text, String href) {}
