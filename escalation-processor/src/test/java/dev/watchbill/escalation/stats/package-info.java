@NullMarked
package dev.watchbill.escalation.stats;

import org.jspecify.annotations.NullMarked;
