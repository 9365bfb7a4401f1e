package dev.watchbill.escalation;

/**
 * Which frozen plan an incident follows, and why that one.
 *
 * @param hash of the plan
 * @param policy its id in the roster; empty: none was left, the last resort is paged
 * @param why one sentence
 * @param fallback whether it is the organisation's fallback
 * @param rosterVersion it was chosen from
 */
public record PlanRef(
    String hash, String policy, String why, boolean fallback, String rosterVersion) {}
