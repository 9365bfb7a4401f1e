/** The console over HTTP, without Kafka. */
@NullMarked
package dev.watchbill.console;

import org.jspecify.annotations.NullMarked;
