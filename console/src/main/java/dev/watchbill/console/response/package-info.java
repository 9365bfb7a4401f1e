/** How incidents were responded to, and what it cost whom. */
@NullMarked
package dev.watchbill.console.response;

import org.jspecify.annotations.NullMarked;
