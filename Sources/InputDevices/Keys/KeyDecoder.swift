/// Makes characters of key events: Shift, Caps Lock, Ctrl, and characters by number with Alt and the
/// number pad. A key that repeats itself counts once.
struct KeyDecoder: Sendable {
  private var held: Set<UInt16> = []
  private var isCapsLocked: Bool
  /// The digits typed on the number pad while Alt is down.
  private var number: Int?

  /// Makes a decoder; Caps Lock may be on already.
  init(isCapsLocked: Bool = false) { self.isCapsLocked = isCapsLocked }

  /// What a key gives: a character of ASCII, 13 for Enter, or nothing.
  mutating func take(_ code: UInt16, _ action: InputEvent.KeyAction) -> UInt8? {
    switch action {
    case .repeated: return nil
    case .up:
      held.remove(code)
      return KeyPositions.alternates.contains(code) && !isDown(KeyPositions.alternates)
        ? characterByNumber() : nil
    case .down:
      // Lost ups do no harm: a key that goes down twice is down.
      held.insert(code)
      if code == KeyPositions.capsLock { isCapsLocked.toggle() }
      return character(code)
    }
  }

  /// Forgets which keys are down: events were lost.
  mutating func forget() {
    held = []
    number = nil
  }

  private func isDown(_ keys: [UInt16]) -> Bool { keys.contains { held.contains($0) } }

  private mutating func character(_ code: UInt16) -> UInt8? {
    if code == KeyPositions.enter || code == KeyPositions.keypadEnter { return 0x0D }
    if isDown(KeyPositions.alternates) {
      if let digit = KeyPositions.keypadDigit(code), number ?? 0 < 1_000 {
        number = (number ?? 0) * 10 + Int(digit)
      }
      return nil
    }
    guard let (plain, shifted) = KeyPositions.characters(code) else { return nil }
    let isLetter = plain >= UInt8(ascii: "a") && plain <= UInt8(ascii: "z")
    if isDown(KeyPositions.controls) { return isLetter ? plain & 0x1F : nil }
    let isShifted = isDown(KeyPositions.shifts) != (isLetter && isCapsLocked)
    return isShifted ? shifted : plain
  }

  private mutating func characterByNumber() -> UInt8? {
    let typed = number.take()
    return typed.flatMap { (1...126).contains($0) ? UInt8($0) : nil }
  }
}
