import ArgumentParser
import Desk
import Foundation
import Printers
import Receipts
import Wire
import Wording

/// `cardlane receipt test`: a page that shows what a printer makes of everything that slips use.
struct ReceiptTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Print a test page and say how the printer is.",
    discussion: """
      Asks the printer how it is and prints a page with a ruler, Chinese and rare characters, sizes, a QR code and
      a cut. Exit status 3 when the printer is not ready or does not answer.

      Example: cardlane receipt test --printer tcp://192.0.2.10 --printer-profile xprinter-80mm
      """)

  @Option(help: PaperOptions.printerHelp)
  var printer: String?
  @Option(help: PrinterProfileArgument.help)
  var printerProfile: String?
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let inForce = LaneInForce.settings.printer(printer)
    let chosen = try MissingOption.value(inForce, "--printer", field: "printers")
    let address = try PrinterAddress(chosen.address)
    let language = speech.language
    let profile =
      try (printerProfile ?? chosen.profile).map(PrinterProfileArgument.read) ?? .of(language)
    let printer = try address.open(profile)
    let status = try await printer.status()
    guard status.isReady else { throw Self.notReady(address, status) }
    // A page of its own each time.
    let number = "test-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    let page = TestPage.compose(
      profile: profile, printer: address.description,
      status: profile.status == .none ? nil : status, number: number, language: language)
    let outcome = try await printer.print(
      PrintJob(id: PrintJob.ID(receipt: page), receipt: page, profile: profile))
    switch outcome {
    case .printed: say(address, profile, status, state: "printed", problem: nil)
    case .unconfirmed(let error) where error.kind == .unproven:
      say(address, profile, status, state: "unconfirmed", problem: error)
    case .unconfirmed(let error): throw error
    case .waiting(let status): throw Self.notReady(address, status)
    }
  }

  private func say(
    _ address: PrinterAddress, _ profile: PrinterProfile, _ status: PrinterStatus, state: String,
    problem: PrinterError?
  ) {
    let language = speech.language
    guard speech.json else {
      StandardOutput.write("\(address): \(status.sentence[language])")
      let done = Sentence(
        zhHans: "测试页已打印", zhHant: "測試頁已列印", en: "The test page is printed.")
      StandardOutput.write(problem?.message[language] ?? done[language])
      return
    }
    let answer = Answer(
      printer: address.description, profile: profile.name,
      status: profile.status == .none ? nil : status, words: status.sentence[language],
      state: state, problem: problem?.message[language])
    StandardOutput.write((try? JSONLine.text(answer)) ?? "{}")
  }

  private struct Answer: Encodable {
    let printer: String
    let profile: String
    let status: PrinterStatus?
    let words: String
    let state: String
    let problem: String?
  }

  private static func notReady(_ address: PrinterAddress, _ status: PrinterStatus) -> PlainError {
    let why = status.sentence
    return PlainError(
      code: "printerNotReady",
      Sentence(
        zhHans: "打印机 \(address)：\(why.simplifiedChinese)，没有发送任何内容。",
        zhHant: "印表機 \(address)：\(why.traditionalChinese)，沒有送出任何內容。",
        en: "The printer \(address): \(why.english); nothing was sent."), nature: .device)
  }
}
