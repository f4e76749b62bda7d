import SmartCard

/// What a PC/SC reader says and does in the place of a contactless card (PC/SC part 3).
struct ContactlessInterface {
  /// The UID that `FF CA 00 00` gives.
  let uid: [UInt8]
  /// The historical bytes of the answer-to-select, which `FF CA 01 00` gives; `nil` for a card that is
  /// none of ISO/IEC 14443-4.
  let historicalBytes: [UInt8]?

  /// The answer-to-reset that the reader makes up: `3B 8n 80 01`, the historical bytes, TCK.
  static func answerToReset(historicalBytes: [UInt8]) -> [UInt8] {
    let body = [0x80 | UInt8(historicalBytes.count & 0x0F), 0x80, 0x01] + historicalBytes
    return [0x3B] + body + [body.reduce(0, ^)]
  }

  /// The historical bytes for a storage card: standard and name by their PC/SC numbers.
  static func storageCard(standard: UInt8, name: UInt16) -> [UInt8] {
    [0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, standard]
      + [UInt8(name >> 8), UInt8(name & 0xFF), 0x00, 0x00, 0x00, 0x00]
  }

  /// Answers GET DATA (`FF CA`); `nil` for any other command.
  func answer(to command: CommandAPDU) -> ResponseAPDU? {
    guard command.cla == 0xFF, command.ins == 0xCA else { return nil }
    guard command.p2 == 0x00, command.p1 <= 0x01 else { return .init(status: .wrongParameters) }
    guard let data = command.p1 == 0x00 ? uid : historicalBytes else {
      return .init(status: .functionNotSupported)
    }
    guard command.data.isEmpty, let expected = command.expectedLength else {
      return .init(status: .wrongLength)
    }
    if expected < data.count {
      return .init(status: StatusWord(sw1: 0x6C, sw2: UInt8(data.count)))
    }
    return .init(
      data: data, status: expected == 256 || expected == data.count ? .success : .endOfFile)
  }
}
