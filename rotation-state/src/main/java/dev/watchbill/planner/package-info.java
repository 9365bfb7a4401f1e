/**
 * Publishes what the rota engine plans: what of a published plan a new definition may change, what
 * is said about it, and who is busy. Pure: no clock, no Kafka.
 */
@NullMarked
package dev.watchbill.planner;

import org.jspecify.annotations.NullMarked;
