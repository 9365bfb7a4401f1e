@NullMarked
package dev.watchbill.notifier.kafka;

import org.jspecify.annotations.NullMarked;
