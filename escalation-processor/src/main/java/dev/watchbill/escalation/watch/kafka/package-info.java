/** Reads the topics that the watch goes by, and pages. */
@org.jspecify.annotations.NullMarked
package dev.watchbill.escalation.watch.kafka;
