/** A roster as what others read: records and credentials of topics, definitions of the rota. */
@NullMarked
package dev.watchbill.roster.publish;

import org.jspecify.annotations.NullMarked;
