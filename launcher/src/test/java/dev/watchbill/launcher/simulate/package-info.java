@NullMarked
package dev.watchbill.launcher.simulate;

import org.jspecify.annotations.NullMarked;
