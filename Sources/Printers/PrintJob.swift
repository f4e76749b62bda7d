public import Receipts

/// One slip on its way to a printer, with an id that makes it unique for ever.
public struct PrintJob: Sendable, Hashable, Identifiable {
  /// The job's id, made and stored before the job is sent.
  public let id: ID
  /// The bytes for the printer.
  public let bytes: [UInt8]

  /// Makes a job of bytes that are ready for the printer.
  public init(id: ID, bytes: [UInt8]) {
    self.id = id
    self.bytes = bytes
  }

  /// Lays out a receipt and encodes it for a printer.
  public init(id: ID, receipt: Receipt, profile: PrinterProfile) throws(RenderingError) {
    self.id = id
    self.bytes = try ESCPOS.encode(Layout(receipt, columns: profile.columns), profile: profile)
  }

  /// The id of a job: 1 to 240 letters, digits, `-`, `_` and `.`, not starting with a dot.
  public struct ID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The id as text; safe as a file name.
    public let text: String

    /// Takes an id; `nil` when it has other characters or no or too many of them.
    public init?(_ text: some StringProtocol) {
      guard (1...240).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "."),
        text.utf8.allSatisfy(Self.isAllowed)
      else { return nil }
      self.text = String(text)
    }

    /// The job of one copy of a receipt: its number, copy and reprint count.
    ///
    /// Characters that an id may not have are written as `_` and their code, so that different numbers
    /// stay different.
    public init(receipt: Receipt) {
      self.init(number: receipt.number, copy: receipt.copy, reprint: receipt.reprint)
    }

    /// The job of one copy of the receipt with a number; see ``init(receipt:)``.
    public init(number: String, copy: Receipt.Copy, reprint: Int = 0) {
      var text = ""
      for byte in number.utf8.prefix(70) {
        if Self.isAllowed(byte), byte != UInt8(ascii: "_"), !(text.isEmpty && byte == 0x2E) {
          text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
          text += "_" + String(byte, radix: 16)
        }
      }
      self.text = "\(text)-\(copy.rawValue)-\(max(0, reprint))"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }

    public var description: String { text }

    public init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      guard let id = ID(text) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "not a print job id: \(text)"))
      }
      self = id
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }
}
