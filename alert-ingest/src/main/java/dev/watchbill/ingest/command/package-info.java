/** What people ask of intake, beside what senders send. */
@NullMarked
package dev.watchbill.ingest.command;

import org.jspecify.annotations.NullMarked;
