/** The laws of the rota, and the tables of clock changes it is held against. */
@NullMarked
package dev.watchbill.rota;

import org.jspecify.annotations.NullMarked;
