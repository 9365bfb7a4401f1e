/** Topics into the read model, and what people did out to topics. */
@NullMarked
package dev.watchbill.console.kafka;

import org.jspecify.annotations.NullMarked;
