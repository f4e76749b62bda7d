import ArgumentParser
import Foundation
import Receipts
import Wire
import Wording

struct ReceiptRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read ESC/POS bytes of any program and show what they print.",
    discussion: """
      Example: cardlane receipt read slip.bin --columns 32
      Example: cardlane receipt read slip.bin --format png > slip.png
      """)

  /// The forms in which paper can be shown.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, png
  }

  @Argument(help: "A file with ESC/POS bytes; - is standard input.")
  var file: String
  @Option(help: "The printer's character set: GB18030, GBK, GB2312 or BIG5.")
  var encoding = PrinterEncoding.gb18030.rawValue
  @Option(help: "Columns of the paper: 48 at 80 mm, 32 at 58 mm.")
  var columns = 48
  @Option(help: "The form: text, or the paper as png.")
  var format: Format = .text
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard !speech.json || format == .text else {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
    guard (8...255).contains(columns) else {
      throw ValidationError("--columns takes 8 to 255, not \(columns)")
    }
    guard Self.encodings.contains(where: { $0.rawValue == encoding.uppercased() }) else {
      let known = Self.encodings.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--encoding takes one of \(known), not \(encoding)")
    }
  }

  func run() async throws {
    let bytes = try InputFile.bytes(file)
    let encoding = PrinterEncoding(rawValue: encoding.uppercased())
    if format == .png {
      let png = try ESCPOSReader.png(bytes, encoding: encoding, columns: columns)
      return try FileHandle.standardOutput.write(contentsOf: Data(png))
    }
    // Line by line: paper may be far longer than the bytes that feed it.
    var out = Data(speech.json ? #"{"lines":["#.utf8 : "".utf8)
    var isFirst = true
    try ESCPOSReader.lines(bytes, encoding: encoding, columns: columns) { line in
      let shown = speech.json ? (try? JSONLine.text(line)) ?? "" : line + "\n"
      out.append(contentsOf: (speech.json && !isFirst ? "," + shown : shown).utf8)
      isFirst = false
      guard out.count > 65_536 else { return }
      // Somebody who reads no more needs no error.
      try? FileHandle.standardOutput.write(contentsOf: out)
      out.removeAll(keepingCapacity: true)
    }
    if speech.json { out.append(contentsOf: "]}\n".utf8) }
    try FileHandle.standardOutput.write(contentsOf: out)
  }

  private static let encodings: [PrinterEncoding] = [.gb18030, .gbk, .gb2312, .big5]
}
