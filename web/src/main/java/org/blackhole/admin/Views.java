// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.blackhole.admin.access.Account;
import org.blackhole.policy.Revision;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Stage;
import org.blackhole.store.PolicyJson;

/** How things look in JSON. Pure. */
final class Views {

  private Views() {}

  /** The part of a collection that is asked for; its next is how many are before it. */
  static <T> JsonObject collection(List<T> all, Page page, Function<T, JsonObject> view) {
    int limit = page.limit();
    int from = Math.min(page.skipped(), all.size());
    int to = Math.min(from + limit, all.size());
    JsonArrayBuilder items = Json.createArrayBuilder();
    all.subList(from, to).forEach(each -> items.add(view.apply(each)));
    return Json.createObjectBuilder()
        .add("items", items)
        .add("next", to < all.size() ? Json.createValue(to) : JsonValue.NULL)
        .build();
  }

  /** The document of a revision, with its tag. */
  static Response policy(Revision revision) {
    return Response.ok(PolicyJson.write(revision.document())).tag(tag(revision)).build();
  }

  /** The tag of what a revision of the policy shows (RFC 9110 8.8.3). */
  static EntityTag tag(Revision revision) {
    return new EntityTag(Long.toString(revision.number()));
  }

  static JsonObject listener(ListenerStatus status) {
    InetAddress address = status.info().address().getAddress();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", status.info().name())
            .add(
                "address",
                address == null
                    ? status.info().address().getHostString()
                    : address.getHostAddress())
            .add("port", status.info().address().getPort())
            .add("scheme", status.info().scheme().label())
            .add("starttls", status.info().startTls().label())
            .add("hostname", status.info().hostname())
            .add("state", status.state().label())
            .add("sessions", status.counts().live())
            .add("extensions", Json.createArrayBuilder(status.extensions()))
            .add("options", object(status.info().options(), Json::createValue));
    if (status.failure() != null) {
      json.add("failure", status.failure());
    }
    return json.build();
  }

  static JsonObject account(Account account) {
    return Json.createObjectBuilder()
        .add("name", account.name())
        .add("role", account.role().label())
        .build();
  }

  /** A map as an object, in the order of its keys; stages by their labels. */
  static <K extends Comparable<? super K>, V> JsonObject object(
      Map<K, V> map, Function<V, ? extends JsonValue> view) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    new TreeMap<>(map)
        .forEach(
            (key, value) ->
                json.add(
                    key instanceof Stage stage ? stage.label() : key.toString(),
                    view.apply(value)));
    return json.build();
  }
}
