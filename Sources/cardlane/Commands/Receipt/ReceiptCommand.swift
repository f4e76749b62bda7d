import ArgumentParser
import Desk
import Foundation
import Lane
import MemberStore
import Receipts
import Wire
import Wording

/// `cardlane receipt …`: slips in other forms.
struct ReceiptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "Render a slip, note its signature, print it again, or test a printer.",
    subcommands: [
      ReceiptRender.self, ReceiptRead.self, ReceiptSign.self, ReceiptReprint.self,
      ReceiptJobs.self, ReceiptRetry.self, ReceiptTest.self,
    ])
}

struct ReceiptRender: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render a stored or given slip.",
    discussion: """
      Writes to standard output; `png` and `escpos` are bytes: redirect them to a file.

      Example: cardlane receipt render --store shop.db --sale L1-20261122-0007 --format png > slip.png
      """)

  /// The forms that a slip can take.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, escpos, png, json
  }

  @Option(help: "The form: text, escpos, png or json.")
  var format: Format = .text
  @Option(help: "The store that has the slip: \(StorePlace.help)")
  var store: String?
  @Option(help: "The sale's id, with --store.")
  var sale: String?
  @Argument(help: "A slip as JSON instead of a stored one; - is standard input.")
  var file: String?
  @Option(help: "Whose copy: merchant or customer.")
  var copy: String = Receipt.Copy.merchant.rawValue
  @Option(
    name: [.customLong("printer-profile"), .customLong("profile")],
    help: PrinterProfileArgument.help)
  var profile: String?
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard file == nil || (store == nil && sale == nil) else {
      throw ValidationError("give a slip as a file, or a stored one with --store and --sale")
    }
    guard !speech.json || format == .text || format == .json else {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
  }

  func run() async throws {
    let format = speech.json ? .json : self.format
    guard let copy = Receipt.Copy(rawValue: copy) else {
      throw ValidationError("--copy takes merchant or customer")
    }
    let receipt = try await load().copy(for: copy)
    let profile = try self.profile.map(PrinterProfileArgument.read) ?? .of(receipt.language)
    let layout = Layout(receipt, columns: profile.columns)
    let bytes: [UInt8] =
      switch format {
      case .text: Array(PlainText.render(layout).utf8)
      case .escpos: try ESCPOS.encode(layout, profile: profile)
      case .png: try SlipPicture.png(layout)
      case .json: try ReceiptDocument.encode(receipt)
      }
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  private func load() async throws -> Receipt {
    if let file { return try ReceiptDocument.decode(InputFile.bytes(file)) }
    guard let store = LaneInForce.settings.store(store)?.value, let sale else {
      throw ValidationError("name a stored slip with --store and --sale, or give a file")
    }
    let place = try StorePlace(store)
    guard !place.isMissingFile else { throw PlainError.unreadable(store, "no such file") }
    let found = try await StoreOptions.use(place.open()) { try await $0.receipt(sale) }
    guard let stored = found else {
      throw PlainError(
        code: "noReceipt",
        Sentence(
          zhHans: "没有单号为“\(sale)”的小票。", zhHant: "沒有單號為「\(sale)」的小票。",
          en: "There is no slip of the sale \"\(sale)\"."))
    }
    return try StoredSlip(stored).receipt
  }
}
