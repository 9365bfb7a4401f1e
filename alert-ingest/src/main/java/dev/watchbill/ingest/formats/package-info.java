/** Every format there is, by the name a roster calls it. */
@NullMarked
package dev.watchbill.ingest.formats;

import org.jspecify.annotations.NullMarked;
