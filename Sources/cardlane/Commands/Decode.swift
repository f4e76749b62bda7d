import ArgumentParser
import CardCrypto
import CardReaders
import Foundation
import VIPCard
import Wording

struct Decode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read swipes from standard input, one a line, and judge each.",
    discussion: """
      Answers every swipe with one line of JSON: the tracks, whose card it is, the card, and the \
      verdict. Without --keys a card of ours is `unknownKeyYear`. Of a bank card nothing but the \
      kind and the length of each track is kept or shown.
      A line that is no swipe at all (an odd number of hexadecimal digits) is reported on standard \
      error with its number; the others are still answered, and the exit status is 2.

      Example: echo ';9156880012345672=26127011966065963249?' | cardlane decode --keys keys.json
      """)

  @Option(
    help: "How swipes arrive: wedge (text), or reports in hexadecimal: magtek, idtech, hidpos.")
  var device: StripeDevice = .wedge

  @OptionGroup var keys: KeyOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let verifier = CardVerifier(keys: try keys.open())
    let decode = try device.decoder()
    var number = 0
    var hasBadLines = false
    for try await var line in FileLines(descriptor: STDIN_FILENO, lineEnd: .lineFeed) {
      defer { SecretBytes.clear(&line) }
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do {
        let judgement = try await verifier.judge(try decode(line), on: day.businessDate)
        StandardOutput.write(
          try JSONLine.text(
            JudgementRecord(judgement: judgement, language: speech.language, line: number)))
      } catch let error as PlainError {
        hasBadLines = true
        StandardError.write(ErrorEnvelope(error, speech.language, line: number).json)
      }
    }
    if hasBadLines { throw ExitCode(ErrorNature.input.rawValue) }
  }
}
