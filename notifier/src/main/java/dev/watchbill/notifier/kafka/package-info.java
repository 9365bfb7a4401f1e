/** Between the topics and the desks: who reads what, what is finished, what was written down. */
@NullMarked
package dev.watchbill.notifier.kafka;

import org.jspecify.annotations.NullMarked;
