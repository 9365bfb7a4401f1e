package dev.watchbill.rota;

import java.util.HashSet;
import java.util.List;

/** The people of a rotation. */
final class Members {
  private Members() {}

  static List<Person> of(Rota rota, Rotation rotation) {
    var named = new HashSet<String>();
    rotation.members().forEach(member -> named.addAll(member.people()));
    return rota.people().stream().filter(person -> named.contains(person.id())).toList();
  }
}
