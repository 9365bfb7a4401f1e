package dev.watchbill.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class NewlyMadeTest {
  @Test
  void aTopicABrokerHasNotHeardOfYetIsAskedForAgain() throws Exception {
    var failures = new ArrayList<Exception>();
    failures.add(new UnknownTopicOrPartitionException());
    failures.add(new UnknownTopicOrPartitionException());

    var answer =
        NewlyMade.known(() -> {
          if (!failures.isEmpty()) {
            throw new ExecutionException(failures.removeFirst());
          }
          return "here";
        });

    assertThat(answer).isEqualTo("here");
    assertThat(failures).isEmpty();
  }

  @Test
  void anyOtherRefusalIsSaidAtOnce() {
    var asked = new ArrayList<String>();

    assertThatThrownBy(() ->
            NewlyMade.known(() -> {
              asked.add("asked");
              throw new ExecutionException(new TopicAuthorizationException("not allowed"));
            }))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(asked).isEqualTo(List.of("asked"));
  }
}
