/** How a Watchbill process reaches its Kafka cluster. */
@NullMarked
package dev.watchbill.schemas.kafka;

import org.jspecify.annotations.NullMarked;
