import Foundation
public import Lane
import Printers
public import Receipts

/// A folder with slips in every form: `NUMBER-COPY.txt`, `.bin` (ESC/POS) and `.png`. Slips name members:
/// the files can be read by their owner only.
public struct SlipFiles: Sendable {
  /// The folder's path; it is made where there is none.
  public let folder: String

  /// The printer that the bytes are for; by the slip's language unless one is named.
  public let profile: PrinterProfile?

  public init(folder: String, profile: PrinterProfile? = nil) {
    self.folder = folder
    self.profile = profile
  }

  /// Writes every copy of a sale's slip and returns the paths.
  @discardableResult
  public func write(_ result: CheckoutResult) throws -> [String] { try write(result.slips) }

  /// Writes every copy of a slip and returns the paths.
  @discardableResult
  public func write(_ slips: [SlipCopy]) throws -> [String] {
    try OutputFolder.make(folder)
    return try slips.flatMap { try write($0.receipt) }
  }

  private func write(_ receipt: Receipt) throws -> [String] {
    let profile = profile ?? PrinterProfile.of(receipt.language)
    let layout = Layout(receipt, columns: profile.columns)
    let base = folder + "/" + FileName.of("\(receipt.number)-\(receipt.copy.rawValue)")
    let forms: [(String, [UInt8])] = [
      (base + ".txt", Array(PlainText.render(layout).utf8)),
      (base + ".bin", try ESCPOS.encode(layout, profile: profile)),
      (base + ".png", try SlipPicture.png(layout)),
    ]
    for (path, bytes) in forms { try OwnerFile.write(bytes, to: path) }
    return forms.map(\.0)
  }
}
