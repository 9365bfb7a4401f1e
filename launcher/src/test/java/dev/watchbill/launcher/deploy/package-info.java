@NullMarked
package dev.watchbill.launcher.deploy;

import org.jspecify.annotations.NullMarked;
