import CardCrypto

/// An NDEF message with one URL that ends with places for PICCENCData and code: what the NDEF file of
/// an NTAG 424 DNA holds (NFC Forum URI record).
package struct NDEFAddress: Sendable {
  /// The file: length, record, URL.
  package let file: [UInt8]
  /// Where the 32 digits of PICCENCData begin.
  package let dataOffset: Int
  /// Where the 16 digits of the code begin.
  package let codeOffset: Int

  private static let scheme = "https://"

  /// Appends `e=…&c=…` to an address such as `https://example.org/card`; `nil` for another scheme or
  /// an address of more than 180 bytes.
  package init?(_ address: String) {
    guard address.hasPrefix(Self.scheme), address.utf8.count <= 180 else { return nil }
    let rest = Array(address.utf8.dropFirst(Self.scheme.utf8.count))
    let separator: [UInt8] = Array((address.contains("?") ? "&e=" : "?e=").utf8)
    let data = [UInt8](repeating: UInt8(ascii: "0"), count: PICCData.sealedLength * 2)
    let code = [UInt8](repeating: UInt8(ascii: "0"), count: SDMCode.byteCount * 2)
    let between = Array("&c=".utf8)
    let text = rest + separator + data + between + code
    // One short record of well-known type U; 04 stands for https://.
    let record = [0xD1, 0x01, UInt8(text.count + 1), 0x55, 0x04] + text
    file = [UInt8(record.count >> 8), UInt8(record.count & 0xFF)] + record
    codeOffset = file.count - code.count
    dataOffset = codeOffset - between.count - data.count
  }

  /// What the file mirrors, with the keys of our cards.
  package var mirroring: SDMSettings {
    SDMSettings(
      metaReadKey: CardKey.sunMetaRead, fileReadKey: CardKey.sunFileRead, dataOffset: dataOffset,
      codeInputOffset: codeOffset, codeOffset: codeOffset)
  }
}
