@org.jspecify.annotations.NullMarked
package dev.watchbill.notifier.phone;
