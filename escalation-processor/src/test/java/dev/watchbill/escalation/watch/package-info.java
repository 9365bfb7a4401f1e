@org.jspecify.annotations.NullMarked
package dev.watchbill.escalation.watch;
