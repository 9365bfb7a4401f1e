/** Topics in and out, with Kafka's own stand-ins. */
@NullMarked
package dev.watchbill.console.kafka;

import org.jspecify.annotations.NullMarked;
