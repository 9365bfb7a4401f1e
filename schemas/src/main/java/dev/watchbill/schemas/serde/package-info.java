/** Avro values in Confluent's wire format, over any registry that speaks its REST API. */
@NullMarked
package dev.watchbill.schemas.serde;

import org.jspecify.annotations.NullMarked;
