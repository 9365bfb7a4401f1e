@NullMarked
package dev.watchbill.planner;

import org.jspecify.annotations.NullMarked;
