/** Mails that are alerts: what is in one, and the server that takes them. */
@NullMarked
package dev.watchbill.ingest.mail;

import org.jspecify.annotations.NullMarked;
