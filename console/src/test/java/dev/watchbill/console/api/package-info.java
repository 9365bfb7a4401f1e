/** How questions are read and answered. */
@NullMarked
package dev.watchbill.console.api;

import org.jspecify.annotations.NullMarked;
