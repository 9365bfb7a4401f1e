package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.roster;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.publish.RosterRecords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which providers of SMS and calls a roster wants tried first. */
class PhoneOrderTest {
  private static final String ORDERED =
      with(
              "organization:\n",
              "organization:\n  phone: {order: [twilio, vonage], regions: {eu: vonage}}\n")
          .replace("  bo: {", "  bo: {phone-order: [vonage], ");

  @Test
  void publishesItOfTheOrganizationItsRegionsAndPeople() {
    var records = RosterRecords.of(roster(ORDERED), "1");

    var organization = Objects.requireNonNull(records.get("organization:org")).getOrganization();
    assertThat(organization.getPhoneOrder()).containsExactly("twilio", "vonage");
    assertThat(organization.getPhoneRegions()).isEqualTo(Map.of("eu", List.of("vonage")));
    assertThat(Objects.requireNonNull(records.get("person:bo")).getPerson().getPhoneOrder())
        .containsExactly("vonage");
  }

  @Test
  void warnsOfAProviderThatIsNamedAndNotSetUp() {
    assertThat(read(ORDERED, Purpose.CHECK).problems().stream().map(Object::toString))
        .anySatisfy(said ->
            assertThat(said)
                .contains("organization.phone.order: expected WATCHBILL_TWILIO_ACCOUNT"))
        .anySatisfy(said ->
            assertThat(said)
                .contains("people.bo.phone-order: expected WATCHBILL_VONAGE_APPLICATION"));
  }

  @Test
  void warnsThatEitherProviderIsToBeSetUpWhereNoneIs() {
    var called = with("email: bo@example.com", "phone: \"+4930123456\"");

    assertThat(read(called, Purpose.CHECK).problems().stream().map(Object::toString))
        .anySatisfy(said ->
            assertThat(said)
                .contains(
                    "expected WATCHBILL_TWILIO_ACCOUNT, WATCHBILL_TWILIO_TOKEN,"
                        + " WATCHBILL_TWILIO_FROM; or WATCHBILL_VONAGE_APPLICATION,"
                        + " WATCHBILL_VONAGE_KEY, WATCHBILL_VONAGE_FROM to be set, as 1 person"
                        + " relies on phone"));
  }

  @Test
  void knowsNoOtherProviders() {
    assertThat(said(ORDERED.replace("[twilio, vonage]", "[twilo]")))
        .singleElement()
        .asString()
        .contains("organization.phone.order[0]: expected one of [twilio, vonage]", "\"twilo\"");
  }
}
