/// What a reader says on one connection, message by message, and what that tells of its state.
struct ReaderTalk {
  private var framing = VPCDFraming()
  private var isSwitchingOn = false
  private var wasPowered = false

  /// Whether the last message was a look whether a card is there: vpcd asks for the ATR then, which it
  /// also does right after it has switched a card on.
  private(set) var isLook = false

  /// Whether the card has been switched on, and asked for its ATR then.
  private(set) var isPowered = false

  /// How often the reader has looked at a card that it has not switched on yet.
  ///
  /// pcscd looks twice before it switches on a card that it has noticed. If it goes on looking, it
  /// takes the card for the one that was there before: the looks that found the slot empty then belonged
  /// to something else, such as the end of a program that had used that one.
  private(set) var idleLooks = 0

  mutating func append(_ bytes: ArraySlice<UInt8>) { framing.append(bytes) }

  /// The next message that is there as a whole.
  mutating func next() -> VPCDMessage? {
    guard let message = framing.next() else { return nil }
    switch message {
    case .powerOn, .reset: (isLook, isSwitchingOn) = (false, true)
    case .atr:
      isLook = !isSwitchingOn
      if isLook, !wasPowered { idleLooks += 1 }
      if isSwitchingOn { (isPowered, wasPowered, isSwitchingOn) = (true, true, false) }
    case .powerOff: (isLook, isSwitchingOn, isPowered) = (false, false, false)
    case .command, .unknownControl: isLook = false
    }
    return message
  }
}
