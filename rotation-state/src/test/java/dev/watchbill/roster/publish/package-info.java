/** What a roster becomes for others. */
@NullMarked
package dev.watchbill.roster.publish;

import org.jspecify.annotations.NullMarked;
