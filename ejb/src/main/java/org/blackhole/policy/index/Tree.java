// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.blackhole.policy.rule.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Texts in a tree of characters, to find all those that a text begins with, ends with, or has in
 * it, in one walk. With {@link #link()} it is the automaton of Aho and Corasick (1975).
 */
final class Tree {

  private static final int ASCII = 128;

  private static final class Node {
    char[] keys = {};
    Node[] children = {};
    int[] rules = Numbers.NONE;
    @Nullable Node fallback;
    // The next one, on the way of fallbacks, that has rules.
    @Nullable Node output;

    @Nullable Node child(char key) {
      // Most have one child; the root has the more of them.
      if (keys.length < 8) {
        for (int i = 0; i < keys.length; i++) {
          if (keys[i] == key) {
            return children[i];
          }
        }
        return null;
      }
      int found = Arrays.binarySearch(keys, key);
      return found < 0 ? null : children[found];
    }

    Node grow(char key) {
      Node known = child(key);
      if (known != null) {
        return known;
      }
      int place = -Arrays.binarySearch(keys, key) - 1;
      char[] moreKeys = new char[keys.length + 1];
      Node[] more = new Node[keys.length + 1];
      System.arraycopy(keys, 0, moreKeys, 0, place);
      System.arraycopy(children, 0, more, 0, place);
      System.arraycopy(keys, place, moreKeys, place + 1, keys.length - place);
      System.arraycopy(children, place, more, place + 1, keys.length - place);
      Node grown = new Node();
      moreKeys[place] = key;
      more[place] = grown;
      keys = moreKeys;
      children = more;
      return grown;
    }
  }

  private final Node root = new Node();
  private boolean empty = true;
  // Of the root, those of ASCII by themselves: most characters of most texts begin nothing.
  private @Nullable Node[] beginnings = {};

  boolean isEmpty() {
    return empty;
  }

  void add(String text, int rule) {
    empty = false;
    Node node = root;
    for (int i = 0; i < text.length(); i++) {
      node = node.grow(text.charAt(i));
    }
    node.rules = Numbers.plus(node.rules, rule);
  }

  /** As {@link #add}, from its end on. */
  void addBackward(String text, int rule) {
    add(new StringBuilder(text).reverse().toString(), rule);
  }

  /** Those that this text begins with. */
  void beginningsOf(Spelling text, Candidates found) {
    Node node = root;
    int i = 0;
    while (node != null) {
      found.add(node.rules);
      node = i < text.length() ? node.child(text.at(i++)) : null;
    }
  }

  /** Those, added backward, that this text ends with. */
  void endingsOf(Spelling text, Candidates found) {
    Node node = root;
    int i = text.length();
    while (node != null) {
      found.add(node.rules);
      node = i > 0 ? node.child(text.at(--i)) : null;
    }
  }

  /** Makes it ready for {@link #within}; nothing may be added afterwards. */
  void link() {
    if (empty) {
      return;
    }
    beginnings = new Node[ASCII];
    for (char c = 0; c < ASCII; c++) {
      beginnings[c] = root.child(c);
    }
    Queue<Node> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Node node = open.remove();
      for (int i = 0; i < node.keys.length; i++) {
        Node child = node.children[i];
        Node fallback = node == root ? root : step(fallback(node), node.keys[i]);
        child.fallback = fallback;
        child.output = fallback.rules.length > 0 ? fallback : fallback.output;
        open.add(child);
      }
    }
  }

  private @Nullable Node begin(char key) {
    return key < ASCII ? beginnings[key] : root.child(key);
  }

  private Node fallback(Node node) {
    return node.fallback == null ? root : node.fallback;
  }

  private Node step(Node from, char key) {
    Node node = from;
    while (true) {
      Node child = node == root ? begin(key) : node.child(key);
      if (child != null) {
        return child;
      }
      if (node == root) {
        return root;
      }
      node = fallback(node);
    }
  }

  /** Those that this text has in it. */
  void within(Spelling text, Candidates found) {
    found.add(root.rules);
    Node node = root;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.at(i);
      if (node != root) {
        node = step(node, c);
      } else {
        Node begun = begin(c);
        if (begun == null) {
          continue;
        }
        node = begun;
      }
      if (node != root) {
        found.add(node.rules);
      }
      for (Node output = node.output; output != null; output = output.output) {
        found.add(output.rules);
      }
    }
  }
}
