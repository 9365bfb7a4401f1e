/** Who is on call and when, from a server or from roster files. */
@NullMarked
package dev.watchbill.launcher.cli.rota;

import org.jspecify.annotations.NullMarked;
