package dev.watchbill.escalation.watch;

/**
 * An alert that was accepted and fires, as far as it can be found again.
 *
 * @param group alerts of the service with this key belong to one incident
 * @param foundByKey whether it stays in its incident whatever its group becomes
 */
public record Sent(
    String service, String integration, String key, String group, boolean foundByKey) {}
