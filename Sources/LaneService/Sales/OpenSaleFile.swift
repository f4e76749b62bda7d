import Desk
import Documents
import Loyalty

/// An open basket as it lies on disk: one line with what was confirmed, then the sale as it came.
enum OpenSaleFile {
  static func text(of entry: OpenSaleEntry) -> [UInt8] {
    let confirmed = entry.confirmations.map(\.rawValue).joined(separator: " ")
    return Array((confirmed + "\n").utf8) + entry.document
  }

  /// Throws where the sale cannot be read any more.
  static func read(_ bytes: [UInt8]) throws -> OpenSaleEntry {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let document = Array(bytes.dropFirst(line.count + 1))
    return OpenSaleEntry(
      document: document, sale: try Sale.read(json: document),
      confirmations: String(decoding: line, as: UTF8.self).split(separator: " ")
        .compactMap { SaleConfirmation(rawValue: String($0)) })
  }
}
