/** Reviews of incidents that are over: a draft from what happened, and what people add to it. */
@NullMarked
package dev.watchbill.console.review;

import org.jspecify.annotations.NullMarked;
