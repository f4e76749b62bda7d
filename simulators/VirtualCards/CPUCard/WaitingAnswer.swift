import SmartCard

/// What is left of an answer, or all of it, until the terminal comes for it with GET RESPONSE
/// (ISO/IEC 7816-3, 12.2).
struct WaitingAnswer {
  /// How the card is connected.
  let interface: CPUCardInterface
  private var bytes: [UInt8] = []

  init(over interface: CPUCardInterface) { self.interface = interface }

  /// Sends an answer at once if the command has room for it, else has it wait.
  mutating func deliver(_ answer: [UInt8], to command: ShortCommand) -> ResponseAPDU {
    guard let expected = command.expected else {
      bytes = answer
      return ResponseAPDU(status: .init(sw1: 0x61, sw2: Self.length(answer)))
    }
    // T=0 cannot send fewer bytes than P3 says.
    if interface == .t0, expected > answer.count { return corrected(answer) }
    return part(of: answer, expected)
  }

  /// Answers GET RESPONSE, from what waited before the command came.
  mutating func getResponse(_ command: ShortCommand, _ before: WaitingAnswer) -> ResponseAPDU {
    guard command.p1 == 0, command.p2 == 0 else { return .init(status: .wrongParameters) }
    guard command.data.isEmpty, let expected = command.expected else {
      return .init(status: .wrongLength)
    }
    guard !before.bytes.isEmpty else { return .init(status: .conditionsNotSatisfied) }
    // Le 00 asks for whatever there is, where the interface can send less than 256 bytes.
    if expected > before.bytes.count, interface == .t0 || command.le != 0 {
      return corrected(before.bytes)
    }
    return part(of: before.bytes, expected)
  }

  /// Has an answer wait for the command with the right Le.
  private mutating func corrected(_ answer: [UInt8]) -> ResponseAPDU {
    bytes = answer
    return ResponseAPDU(status: .init(sw1: 0x6C, sw2: Self.length(answer)))
  }

  private mutating func part(of answer: [UInt8], _ expected: Int) -> ResponseAPDU {
    bytes = Array(answer.dropFirst(expected))
    return ResponseAPDU(
      data: Array(answer.prefix(expected)),
      status: bytes.isEmpty ? .success : .init(sw1: 0x61, sw2: Self.length(bytes)))
  }

  /// SW2: 00 stands for 256 or more.
  private static func length(_ answer: [UInt8]) -> UInt8 { UInt8(min(answer.count, 256) & 0xFF) }
}
