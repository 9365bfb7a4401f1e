/** What the API answers, made from the read model; and what people do through it. */
@NullMarked
package dev.watchbill.console.api;

import org.jspecify.annotations.NullMarked;
