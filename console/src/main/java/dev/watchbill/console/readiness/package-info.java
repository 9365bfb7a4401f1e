/** Whether somebody will come, for every service: what stands in the way, and of which team. */
@NullMarked
package dev.watchbill.console.readiness;

import org.jspecify.annotations.NullMarked;
