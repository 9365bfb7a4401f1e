/** What a roster answers without a server. */
@NullMarked
package dev.watchbill.roster.offline;

import org.jspecify.annotations.NullMarked;
