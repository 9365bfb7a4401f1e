@NullMarked
package dev.watchbill.launcher.foresight;

import org.jspecify.annotations.NullMarked;
