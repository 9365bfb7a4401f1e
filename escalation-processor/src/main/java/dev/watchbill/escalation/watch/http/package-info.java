/** Tells somebody outside that all is well. */
@org.jspecify.annotations.NullMarked
package dev.watchbill.escalation.watch.http;
