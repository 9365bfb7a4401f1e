@org.jspecify.annotations.NullMarked
package dev.watchbill.notifier.ticket.http;
