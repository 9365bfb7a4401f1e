/** The roster's folder: reading it, and noticing that it changed. */
@NullMarked
package dev.watchbill.planner.files;

import org.jspecify.annotations.NullMarked;
