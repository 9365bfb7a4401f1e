/** The roster in force, as one immutable snapshot. */
@NullMarked
package dev.watchbill.schemas.roster;

import org.jspecify.annotations.NullMarked;
