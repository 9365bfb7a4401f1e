/**
 * What was agreed elsewhere as a roster, and whether the plan stays the same: no HTTP, no files.
 */
@NullMarked
package dev.watchbill.launcher.moving;

import org.jspecify.annotations.NullMarked;
