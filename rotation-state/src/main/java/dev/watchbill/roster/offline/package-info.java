/** Who is on call, answered from a roster alone: no server, no topics. */
@NullMarked
package dev.watchbill.roster.offline;

import org.jspecify.annotations.NullMarked;
