// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several sources as one, in this order: a change of one is a change of all. */
public record TlsSources(List<TlsSource> sources) implements TlsSource {

  public TlsSources {
    sources = List.copyOf(sources);
  }

  @Override
  public Object version() throws IOException {
    List<Object> versions = new ArrayList<>();
    for (TlsSource source : sources) {
      versions.add(source.version());
    }
    return versions;
  }

  @Override
  public List<TlsMaterial> load() throws IOException, GeneralSecurityException {
    List<TlsMaterial> materials = new ArrayList<>();
    for (TlsSource source : sources) {
      materials.addAll(source.load());
    }
    return materials;
  }

  @Override
  public List<String> warnings() {
    return sources.stream().flatMap(source -> source.warnings().stream()).toList();
  }

  @Override
  public String describe() {
    return sources.stream().map(TlsSource::describe).collect(Collectors.joining(", "));
  }
}
