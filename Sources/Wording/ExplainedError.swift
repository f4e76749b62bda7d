/// An error that tells a person what happened and what to do about it.
///
/// Every error that can reach a cashier or an integrator conforms: its ``code`` is stable and for
/// programs, its ``message`` says what happened and to which device, file or field, and its ``hint``
/// is the next step.
public protocol ExplainedError: Error {
  /// A stable name in lowerCamelCase, such as `readerGone`.
  var code: String { get }
  /// What happened, to what, and what was not lost.
  var message: Sentence { get }
  /// What the person in front of it can do, where there is something to do.
  var hint: Sentence? { get }
  /// Whose matter it is; it decides the exit status.
  var nature: ErrorNature { get }
}

/// Whose matter an error is. The raw value is the exit status of the command line.
public enum ErrorNature: Int32, Sendable, Hashable {
  /// A refusal that is part of business: an expired card, not enough points.
  case refusal = 1
  /// Wrong usage or input: an unknown key, a date that does not exist.
  case input = 2
  /// A device or the store failed: a reader that vanished, a full disk.
  case device = 3
}
