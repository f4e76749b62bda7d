public import SmartCard
import VIPCard

/// What a telephone does with a tag that is tapped: it reads the address on it, without a key
/// (NFC Forum Type 4 Tag; URI record).
public enum Telephone {
  /// The NDEF file of an NTAG 424 DNA.
  private static let file: [UInt8] = [0xE1, 0x04]

  /// Reads the address, which begins with `https://`. Of a chip that mirrors its counter each tap, from
  /// power on, gives another one.
  ///
  /// - Parameter transmit: Sends a command to the card and gives its whole answer.
  /// - Throws: What `transmit` throws, the status of a command that was refused, and
  ///   ``SmartCard/SmartCardError/Reason/malformedAnswer`` for another message than one such address.
  public static func tap(
    _ transmit: (CommandAPDU) async throws -> ResponseAPDU
  ) async throws -> String {
    _ = try await transmit(
      CommandAPDU(
        cla: 0, ins: 0xA4, p1: 4, p2: 0, data: NTAG424Profile.applicationIdentifier,
        expectedLength: 256)
    ).requireSuccess()
    _ = try await transmit(CommandAPDU(cla: 0, ins: 0xA4, p1: 0, p2: 0x0C, data: file))
      .requireSuccess()
    let length = try await transmit(
      CommandAPDU(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 2)
    ).requireSuccess()
    guard length.count == 2 else { throw SmartCardError.malformedAnswer("an NDEF length") }
    let message = try await transmit(
      CommandAPDU(cla: 0, ins: 0xB0, p1: 0, p2: 2, expectedLength: Int(length[1]))
    ).requireSuccess()
    guard let rest = UInt8(exactly: message.count - 4),
      message.starts(with: [0xD1, 0x01, rest, 0x55, 0x04])
    else { throw SmartCardError.malformedAnswer("an NDEF message with one address") }
    return "https://" + String(decoding: message.dropFirst(5), as: UTF8.self)
  }
}
