/** A real Kafka broker inside this process, for one laptop. */
@NullMarked
package dev.watchbill.launcher.broker;

import org.jspecify.annotations.NullMarked;
