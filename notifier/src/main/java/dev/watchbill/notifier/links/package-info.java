/**
 * Links that act in somebody's name: signed, personal, expiring, used once, and only by a POST.
 * Knows no Kafka.
 */
@NullMarked
package dev.watchbill.notifier.links;

import org.jspecify.annotations.NullMarked;
