/** What Opsgenie's API answers, and what it is here. */
@NullMarked
package dev.watchbill.launcher.moving.opsgenie;

import org.jspecify.annotations.NullMarked;
