/** Where rows are kept: one SQLite file, or a PostgreSQL database that consoles share. */
@NullMarked
package dev.watchbill.console.readmodel.store;

import org.jspecify.annotations.NullMarked;
