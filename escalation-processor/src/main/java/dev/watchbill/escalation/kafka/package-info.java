/** The escalation machine on Kafka: one topology, its stores, and how it is run. */
@NullMarked
package dev.watchbill.escalation.kafka;

import org.jspecify.annotations.NullMarked;
