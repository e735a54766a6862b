// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/** The Java frames of a sample, the innermost first. */
record Stack(List<RecordedFrame> frames) {

  private static final String OURS = "org.blackhole.";

  Stack {
    frames = List.copyOf(frames);
  }

  static Stack of(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    return new Stack(
        trace == null
            ? List.of()
            : trace.getFrames().stream().filter(RecordedFrame::isJavaFrame).toList());
  }

  /** The method that runs. */
  String top() {
    return frames.isEmpty() ? "unknown" : method(frames.get(0));
  }

  /** Each method on the stack, once. */
  Set<String> methods() {
    Set<String> methods = new LinkedHashSet<>();
    frames.forEach(frame -> methods.add(method(frame)));
    return methods;
  }

  /** The innermost line of ours, and what it called that did it; or just the latter. */
  String site() {
    for (RecordedFrame frame : frames) {
      if (frame.getMethod().getType().getName().startsWith(OURS)) {
        String line = method(frame) + ":" + frame.getLineNumber();
        return frame.equals(frames.get(0)) ? line : line + " in " + top();
      }
    }
    return frames.isEmpty() ? "unknown" : top() + ":" + frames.get(0).getLineNumber();
  }

  private static String method(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return simple(method.getType().getName()) + "." + method.getName();
  }

  /** A class without its package; an array as the language writes it (JVMS 4.3.2). */
  static String simple(String type) {
    if (!type.startsWith("[")) {
      return type.substring(type.lastIndexOf('.') + 1);
    }
    String element = type.substring(1);
    return switch (element.charAt(0)) {
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'D' -> "double";
          case 'F' -> "float";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'S' -> "short";
          case 'Z' -> "boolean";
          case 'L' -> simple(element.substring(1, element.length() - 1));
          default -> simple(element);
        }
        + "[]";
  }
}
