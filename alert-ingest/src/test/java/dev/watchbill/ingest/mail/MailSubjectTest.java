package dev.watchbill.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Disk full on db1                               | Disk full on db1   |
          PROBLEM: Disk full on db1                      | Disk full on db1   | firing
          RECOVERY: Disk full on db1                     | Disk full on db1   | resolved
          Resolved in 1m 3s: Disk full on db1            | Disk full on db1   | resolved
          [FIRING:1] HighLoad (db1)                      | HighLoad (db1)     | firing
          [RESOLVED] HighLoad (db1)                      | HighLoad (db1)     | resolved
          Re: [OK] HighLoad                              | HighLoad           | resolved
          RESOLVED: [critical] HighLoad                  | HighLoad           | resolved
          Fwd: Re: Down: www                             | www                | firing
          Up: www                                        | www                | resolved
          ** PROBLEM Service Alert: db1/disk is CRITICAL ** | db1/disk        | firing
          ** RECOVERY Service Alert: db1/disk is OK **   | db1/disk           | resolved
          Backup is not OK                               | Backup is not OK   |
          OK to deploy is missing                        | OK to deploy is missing |
          Up to 5 hosts are gone                         | Up to 5 hosts are gone  |
          Recovery-point objective missed on db1         | Recovery-point objective missed on db1 |
          Up-to-date check failed                        | Up-to-date check failed |
          Closed-loop cooling failure                    | Closed-loop cooling failure |
          OK -to-boot test failed                        | OK -to-boot test failed |
          OK - Disk on db1                               | Disk on db1        | resolved
          [OK] - Disk on db1                             | Disk on db1        | resolved
          RESOLVED:                                      | RESOLVED:          |
          ''                                             | ''                 |
          """)
  void takesFromTheSubjectWhatSaysHowThingsStand(String subject, String topic, String state) {
    assertThat(MailSubject.of(subject))
        .isEqualTo(new MailSubject(topic, state == null ? "" : state));
  }
}
