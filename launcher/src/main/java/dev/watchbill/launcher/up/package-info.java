/**
 * Everything in one process, or one service of it: what starts, in which order, and how it ends.
 */
@NullMarked
package dev.watchbill.launcher.up;

import org.jspecify.annotations.NullMarked;
