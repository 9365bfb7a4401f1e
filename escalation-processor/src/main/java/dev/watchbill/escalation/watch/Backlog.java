package dev.watchbill.escalation.watch;

import java.time.Instant;

/**
 * Records of one partition that were accepted, and that the processor has not worked on.
 *
 * @param topic without the installation's prefix
 * @param from offset of the first of them
 * @param records how many
 * @param since when the first of them was accepted, or, where it can't be read, was there already
 */
public record Backlog(String topic, int partition, long from, long records, Instant since) {}
