/** Moves here from other products: asks them, writes a roster, compares the plans. */
@NullMarked
package dev.watchbill.launcher.cli.moving;

import org.jspecify.annotations.NullMarked;
