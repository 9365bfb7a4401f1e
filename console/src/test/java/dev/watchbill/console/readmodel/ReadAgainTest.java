package dev.watchbill.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.auth.CredentialLog;
import dev.watchbill.console.auth.Credentials;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed in the rows without having been received here, as where consoles share them. */
class ReadAgainTest {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir Path folder;

  private static final class NoLog implements CredentialLog {
    @Override
    public void put(Credential credential) {
      throw new AssertionError("Expected nothing to be written");
    }

    @Override
    public void remove(String id) {
      throw new AssertionError("Expected nothing to be written");
    }
  }

  @Test
  void knowsNewCredentialsAndForgetsThoseThatWereTakenBack() {
    try (var model = ReadModel.open(folder.resolve("read-model.db"), TOPICS, "cluster")) {
      model.apply(List.of(received(0, "token:revoked"), received(1, "token:kept")));
      var credentials = new Credentials(new NoLog(), InstantSource.system());
      credentials.load(model.keys());
      // Nobody listens: so it is where another console applied them.
      model.apply(List.of(received(2, "token:new"), revoked(3, "token:revoked")));
      assertThat(credentials.has("token:revoked")).isTrue();

      var _ = model.changes().subscribe(change -> credentials.changed(change, model.keys()));
      model.readAgain();

      assertThat(credentials.all())
          .extracting(Credential::getId)
          .containsExactlyInAnyOrder("token:kept", "token:new");
      assertThat(credentials.has("token:revoked")).isFalse();
    }
  }

  private static Received received(long offset, String id) {
    return of(offset, id, Credential.newBuilder().setId(id).setHash("hash of " + id).build());
  }

  private static Received revoked(long offset, String id) {
    return of(offset, id, null);
  }

  private static Received of(long offset, String id, @Nullable Credential credential) {
    return new Received(TOPICS.credentials.name(), 0, offset, id, credential, true);
  }
}
