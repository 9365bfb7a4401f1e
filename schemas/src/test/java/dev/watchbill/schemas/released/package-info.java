/** What was released must be read for ever: recorded schemas and bytes of each version. */
@NullMarked
package dev.watchbill.schemas.released;

import org.jspecify.annotations.NullMarked;
