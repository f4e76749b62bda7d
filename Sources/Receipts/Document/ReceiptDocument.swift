import Foundation

/// A receipt as JSON: the form in which it is stored, sent, and given to be rendered.
public enum ReceiptDocument {
  /// The largest document that is read, in bytes.
  public static let limit = 4_194_304

  /// What a new receipt leaves free below ``limit``: for how it is paid, and for a drawn signature.
  public static let roomForChanges = 262_144

  /// The JSON of a receipt, with sorted keys: the same receipt gives the same bytes.
  ///
  /// - Parameters:
  ///   - receipt: the receipt to encode.
  ///   - room: how many bytes it has to stay below ``limit``.
  /// - Throws: ``RenderingError/Code/slipTooLong`` for one that could not be read again.
  public static func encode(
    _ receipt: Receipt, leaving room: Int = 0
  ) throws(RenderingError) -> [UInt8] {
    let bytes = try json(receipt)
    guard bytes.count <= limit - room else { throw .slipTooLong(lines: receipt.lines.count) }
    return bytes
  }

  /// Reads a receipt.
  ///
  /// - Throws: ``RenderingError`` with the field when a key is missing or a value is of the wrong kind.
  public static func decode(_ json: some Sequence<UInt8>) throws(RenderingError) -> Receipt {
    let data = Data(json)
    guard data.count <= limit else {
      throw .badDocument(what: "receipt", detail: "more than \(limit) bytes")
    }
    do {
      return try JSONDecoder().decode(Receipt.self, from: data)
    } catch let error as DecodingError {
      throw .badDocument(what: "receipt", error)
    } catch {
      throw .badDocument(what: "receipt", detail: String(describing: error))
    }
  }

  /// The JSON of any value, with sorted keys, indented.
  static func json(_ value: some Encodable) throws(RenderingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value)) + [0x0A]
    } catch {
      throw .badDocument(what: "receipt", detail: String(describing: error))
    }
  }
}
