/** The planner on Kafka: publishes the roster, plans it, announces handoffs, tells who is busy. */
@NullMarked
package dev.watchbill.planner.kafka;

import org.jspecify.annotations.NullMarked;
