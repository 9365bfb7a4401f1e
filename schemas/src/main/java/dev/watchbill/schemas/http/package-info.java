/** What all that listens has in common. */
@NullMarked
package dev.watchbill.schemas.http;

import org.jspecify.annotations.NullMarked;
