/// Something that answers command APDUs: a card in a PC/SC reader, or a test's own card.
///
/// The joint between card applications and card transport. An implementation resolves `61xx` and `6Cxx`
/// itself, so that an application sees one answer to one command.
public protocol CardChannel: Sendable {
  /// Sends one command and returns the card's whole answer.
  ///
  /// Throws ``SmartCardError`` when the card or the reader fails; a status word other than `9000` is an
  /// answer, not an error.
  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU

  /// Makes sure that the card is still there and answers, before something is concluded from what it
  /// said: what a reader hands on of a card that is being pulled out can look like an answer.
  ///
  /// Throws ``SmartCardError``, such as with ``SmartCardError/Reason/cardRemoved``, when it does not
  /// answer.
  ///
  /// - Parameter command: A command that changes nothing which still matters; any answer to it will do.
  func confirmPresence(by command: CommandAPDU) async throws(SmartCardError)
}

extension CardChannel {
  /// Does nothing: for channels to what cannot be pulled out.
  public func confirmPresence(by command: CommandAPDU) async throws(SmartCardError) {}
}
