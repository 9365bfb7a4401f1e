/** The topology, without a broker. */
@NullMarked
package dev.watchbill.escalation.kafka;

import org.jspecify.annotations.NullMarked;
