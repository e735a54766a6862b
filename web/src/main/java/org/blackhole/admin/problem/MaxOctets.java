// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How large a body may be where the usual bound is too generous, as for whoever is not known. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MaxOctets {
  int value();
}
