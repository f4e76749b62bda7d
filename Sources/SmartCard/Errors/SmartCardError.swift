public import Wording

/// Something went wrong between the program and a card.
///
/// ``reason`` says what, ``status`` is the PC/SC code behind it where there is one, ``reader`` names
/// the device. Two errors are equal if their reasons are.
public struct SmartCardError: ExplainedError, Sendable {
  /// What went wrong.
  public let reason: Reason
  /// The PC/SC code that the reason was read from.
  public let status: PCSCStatus?
  /// The reader's name as PC/SC spells it.
  public let reader: String?
  /// The status word, where the card or reader refused a command with one.
  public let statusWord: StatusWord?
  /// For the technician: lengths, offsets, the call. In English, and never card data.
  public let detail: String?

  /// Makes an error.
  public init(
    _ reason: Reason, status: PCSCStatus? = nil, reader: String? = nil,
    statusWord: StatusWord? = nil, detail: String? = nil
  ) {
    self.reason = reason
    self.status = status
    self.reader = reader
    self.statusWord = statusWord
    self.detail = detail
  }

  /// The reason as a stable name for programs.
  public var code: String { reason.rawValue }

  /// Whose matter it is: a malformed command is the caller's, all else the device's.
  public var nature: ErrorNature { reason == .malformedCommand ? .input : .device }

  /// A name for what went wrong. It is a code, not a closed list.
  public struct Reason: RawRepresentable, Sendable, Hashable {
    /// The name in lowerCamelCase.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }
}

extension SmartCardError.Reason {
  /// pcscd is not running, or not reachable.
  public static let serviceNotRunning = Self(rawValue: "serviceNotRunning")
  /// pcscd went away while we were talking to it.
  public static let serviceLost = Self(rawValue: "serviceLost")
  /// pcscd refuses this user: polkit, or the permissions of its socket.
  public static let accessDenied = Self(rawValue: "accessDenied")
  /// libpcsclite and pcscd speak different versions of their protocol.
  public static let versionMismatch = Self(rawValue: "versionMismatch")
  /// No reader is connected.
  public static let noReader = Self(rawValue: "noReader")
  /// No reader has this name.
  public static let unknownReader = Self(rawValue: "unknownReader")
  /// The reader was unplugged.
  public static let readerGone = Self(rawValue: "readerGone")
  /// No card is in the reader.
  public static let noCard = Self(rawValue: "noCard")
  /// The card was taken out while it was in use.
  public static let cardRemoved = Self(rawValue: "cardRemoved")
  /// Another program has reset the card; what was selected and authenticated is gone.
  public static let cardReset = Self(rawValue: "cardReset")
  /// The card does not answer a reset: inserted the wrong way, dirty, or broken.
  public static let cardUnresponsive = Self(rawValue: "cardUnresponsive")
  /// The card's power was switched off.
  public static let cardUnpowered = Self(rawValue: "cardUnpowered")
  /// Another program holds the reader or card for itself.
  public static let readerInUse = Self(rawValue: "readerInUse")
  /// The card speaks neither of the protocols that were asked for.
  public static let protocolMismatch = Self(rawValue: "protocolMismatch")
  /// The deadline passed before the card or pcscd answered.
  public static let timedOut = Self(rawValue: "timedOut")
  /// The task was cancelled.
  public static let cancelled = Self(rawValue: "cancelled")
  /// The command is not an APDU; it was not sent.
  public static let malformedCommand = Self(rawValue: "malformedCommand")
  /// What came back is not an answer.
  public static let malformedAnswer = Self(rawValue: "malformedAnswer")
  /// A card or reader answered a command with a status word that says no.
  public static let commandRefused = Self(rawValue: "commandRefused")
  /// The reader refused a command that it answers itself: it says nothing about the card.
  public static let readerRefused = Self(rawValue: "readerRefusedCommand")
  /// The exchange with the card failed in the reader or its driver.
  public static let communicationFailed = Self(rawValue: "communicationFailed")
  /// The connection was closed, or given up after a deadline: make a new one.
  public static let connectionClosed = Self(rawValue: "connectionClosed")
  /// The reader does not offer this function.
  public static let unsupportedFeature = Self(rawValue: "unsupportedFeature")
  /// pcscd has as many readers, contexts or connections as it can hold.
  public static let serviceTooBusy = Self(rawValue: "serviceTooBusy")
  /// A PC/SC code without a name of its own here; see ``SmartCardError/status``.
  public static let other = Self(rawValue: "pcscError")
}

extension SmartCardError: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }

  public func hash(into hasher: inout Hasher) { hasher.combine(reason) }
}

extension SmartCardError: CustomStringConvertible {
  /// The code, the reader, the PC/SC status and the detail, for logs.
  public var description: String {
    var parts = [code]
    if let reader { parts.append("reader \"\(reader)\"") }
    if let status { parts.append(status.description) }
    if let statusWord { parts.append(statusWord.description) }
    if let detail { parts.append(detail) }
    return parts.joined(separator: ", ")
  }

  /// A command that is refused before it is sent.
  static func malformedCommand(_ detail: String) -> Self {
    .init(.malformedCommand, detail: detail)
  }

  /// Bytes that are no answer.
  package static func malformedAnswer(_ detail: String) -> Self {
    .init(.malformedAnswer, detail: detail)
  }
}
