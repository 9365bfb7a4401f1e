/** Where Teams calls back. */
@NullMarked
package dev.watchbill.notifier.teams.http;

import org.jspecify.annotations.NullMarked;
