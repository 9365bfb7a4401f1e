package dev.watchbill.notifier.delivery;

class RecordingPersonChannelTest extends PersonChannelContract {
  @Override
  protected PersonChannel whoseProviderIsWell() {
    return new RecordingPersonChannel("slack");
  }

  @Override
  protected PersonChannel whoseProviderIsDown() {
    return new RecordingPersonChannel("slack").answering(Delivery.retryable("503"));
  }

  @Override
  protected PersonChannel whoseProviderKnowsNobody() {
    return new RecordingPersonChannel("slack").answering(Delivery.refused("user_not_found"));
  }
}
