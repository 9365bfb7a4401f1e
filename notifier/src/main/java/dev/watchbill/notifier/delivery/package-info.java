/**
 * Reaching people and rooms: the ports a provider implements, the rules of trying again, and the
 * desks that keep order while hundreds of pages are on their way. Knows no Kafka and no provider.
 */
@NullMarked
package dev.watchbill.notifier.delivery;

import org.jspecify.annotations.NullMarked;
