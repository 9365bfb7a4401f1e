/** What would become of an alert, and how evenly duty is shared: for commands and for the API. */
@NullMarked
package dev.watchbill.launcher.foresight;

import org.jspecify.annotations.NullMarked;
