@org.jspecify.annotations.NullMarked
package dev.watchbill.template;
