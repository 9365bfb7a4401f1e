/** How rosters are read, checked, mapped and asked. */
@NullMarked
package dev.watchbill.roster;

import org.jspecify.annotations.NullMarked;
