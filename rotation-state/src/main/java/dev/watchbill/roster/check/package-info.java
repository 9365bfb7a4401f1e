/** What a whole roster must fulfil: references, cycles, overlaps, reachability. */
@NullMarked
package dev.watchbill.roster.check;

import org.jspecify.annotations.NullMarked;
