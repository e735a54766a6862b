// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** How many octets a decoder holds in arrays of its own. */
final class Kept {

  private Kept() {}

  static int by(Object decoder) {
    int octets = 0;
    try {
      for (Field field : decoder.getClass().getDeclaredFields()) {
        if (field.getType() == byte[].class && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          byte[] array = (byte[]) field.get(decoder);
          octets += array == null ? 0 : array.length;
        }
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError("a field cannot be read", e);
    }
    return octets;
  }
}
