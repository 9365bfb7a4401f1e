/** What a roster change would move, before it is merged. */
@NullMarked
package dev.watchbill.launcher.cli.plan;

import org.jspecify.annotations.NullMarked;
