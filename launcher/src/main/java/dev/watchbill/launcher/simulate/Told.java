package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Page;

/** Hears what people and rooms would be told, as notifiers do. */
public interface Told {
  /** Nobody listens. */
  Told NOBODY =
      new Told() {
        @Override
        public void page(Page page) {}

        @Override
        public void assignment(Assignment assignment) {}
      };

  void page(Page page);

  void assignment(Assignment assignment);
}
