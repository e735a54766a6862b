// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the properties of an activation specification: their values, the adapter, and
 * their validation. It has identity, as the container keys by it: equality is not by value.
 */
public abstract class SettingsBean implements ActivationSpec {

  private final Map<String, String> given = new ConcurrentHashMap<>();
  private volatile @Nullable SmtpResourceAdapter adapter;

  private final Receives receives;

  SettingsBean(Receives receives) {
    this.receives = receives;
  }

  final @Nullable String value(Setting<?> setting) {
    String own = given.get(setting.name());
    return own == null ? setting.standard() : own;
  }

  final void set(Setting<?> setting, @Nullable String value) {
    if (value == null) {
      given.remove(setting.name());
    } else {
      given.put(setting.name(), value);
    }
  }

  @Override
  public final @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public final void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof SmtpResourceAdapter own)) {
      throw new ResourceException("The adapter of " + getClass().getName() + " is expected");
    }
    this.adapter = own;
  }

  /** Looks at all settings together; the message tells every fault. */
  @Override
  public final void validate() throws InvalidPropertyException {
    try {
      ActivationPlan.check(receives, new Values(given));
    } catch (FaultySettings e) {
      SmtpResourceAdapter own = adapter;
      if (own != null) {
        own.refused(listen(), e);
      }
      throw refusal(e);
    }
  }

  final ActivationPlan plan() throws FaultySettings {
    return ActivationPlan.read(receives, given);
  }

  /** As it was set, empty if it was not. */
  final String listen() {
    return given.getOrDefault(Settings.LISTEN.name(), "");
  }

  final InvalidPropertyException refusal(FaultySettings why) {
    InvalidPropertyException refusal = new InvalidPropertyException(why.getMessage(), why);
    refusal.setInvalidPropertyDescriptors(
        why.faults().stream()
            .map(Fault::setting)
            .distinct()
            .map(this::descriptor)
            .toArray(PropertyDescriptor[]::new));
    return refusal;
  }

  private PropertyDescriptor descriptor(String name) {
    try {
      return new PropertyDescriptor(name, getClass());
    } catch (IntrospectionException e) {
      throw new IllegalStateException("Setting " + name + " is no property of the bean", e);
    }
  }

  /** What is set, without passwords. */
  @Override
  public final String toString() {
    Map<String, String> shown = new TreeMap<>();
    given.forEach(
        (name, value) ->
            Settings.named(name)
                .filter(setting -> setting.scope() != Setting.Scope.SECRET)
                .ifPresent(setting -> shown.put(name, Fault.quoted(value))));
    return getClass().getSimpleName() + shown;
  }
}
