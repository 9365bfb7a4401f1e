/** Which records belong together, from a sender's request to what became of the page. */
@NullMarked
package dev.watchbill.schemas.trace;

import org.jspecify.annotations.NullMarked;
