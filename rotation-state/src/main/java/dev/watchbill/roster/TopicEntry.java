package dev.watchbill.roster;

import java.util.Optional;

/**
 * A Kafka topic that alerts are read from.
 *
 * @param format what its records are
 * @param bootstrapServers of the cluster it is on; empty: our own
 * @param clientProperties reference to what lets a client in, never the secret itself; {@code
 *     file:} paths are absolute
 */
public record TopicEntry(
    String topic,
    String format,
    Optional<String> bootstrapServers,
    Optional<String> clientProperties) {}
