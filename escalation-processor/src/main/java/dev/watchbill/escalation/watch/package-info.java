/** An independent look at whether alerts become incidents and deadlines are kept. */
@org.jspecify.annotations.NullMarked
package dev.watchbill.escalation.watch;
