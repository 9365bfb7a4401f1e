package dev.watchbill.launcher.registry;

/** What isn't answered, in Confluent's error form: a status, a code of its own, a sentence. */
final class RegistryRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int SUBJECT_NOT_FOUND = 40401;
  static final int VERSION_NOT_FOUND = 40402;
  static final int SCHEMA_NOT_FOUND = 40403;
  static final int INVALID_SCHEMA = 42201;
  static final int INVALID_VERSION = 42202;
  static final int STORE_ERROR = 50001;

  private final int status;
  private final int code;
  private final String sentence;

  RegistryRefusal(int status, int code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String sentence() {
    return sentence;
  }
}
