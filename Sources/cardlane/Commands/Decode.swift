import ArgumentParser
import CardCrypto
import CardReaders
import Desk
import Foundation
import Lane
import MagneticStripe
import MemberStore
import VIPCard
import Wire
import Wording

struct Decode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read swipes from standard input, one a line, and judge each.",
    discussion: """
      Answers every swipe with one line of JSON: the tracks, whose card it is, the card, and the \
      verdict. Without --keys a card of ours is `unknownKeyYear`. Of a bank card nothing but the \
      kind and the length of each track is kept or shown, of any other card that is not ours its kind \
      and lengths; of our anti-forgery codes each digit is a • (--raw shows them). Reports of encrypting heads are decrypted \
      with the reader keys in --keys or --reader-keys (see `cardlane keys import --bdk`); without the \
      reader's key its tracks are `trackEncrypted`.
      What no reader sends (an odd number of hexadecimal digits, a track longer than a stripe can \
      hold) is also reported on standard error with the number of its line; the other lines are \
      still answered, and the exit status is 2. Tracks that cannot be decrypted are reported there as \
      well, with the key serial number of the head, and the exit status is 3. A card \
      that is refused is an answer like another.
      With --store, --shop and --lane the register of cards is asked too, and forged cards count \
      towards closing the lane as they do at the till. Of a lane that is closed no card is judged: \
      each line is answered on standard error, with exit status 1. `nextCounter` is what an encoder \
      writes onto a card with a rolling counter.

      Example: cardlane decode --keys keys.json <<< ';9156880012345672=26127011966065963249?'
      """)

  @Option(
    help: "How swipes arrive: wedge (text), or reports in hexadecimal: magtek, idtech, hidpos.")
  var device: StripeDevice = .wedge

  @OptionGroup var keys: KeyOptions
  @OptionGroup var readerKeys: ReaderKeyOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var raw: RawOptions
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let opened = try keys.open(with: readerKeys)
    let (judge, members) = try gate.judge(opened.issuer, speech.language)
    let decode = try device.decoder(keys: opened.readers)
    var number = 0
    var worst = 0 as Int32
    for try await var line in FileLines(descriptor: STDIN_FILENO, lineEnd: .lineFeed) {
      defer { SecretBytes.clear(&line) }
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do {
        let (judgement, outcome) = try await judge.judge(on: day.businessDate) { verifier in
          try await verifier.judge(try decode(line), on: day.businessDate)
        }
        StandardOutput.write(
          try JSONLine.text(
            JudgementRecord(
              raw.shown(judgement), speech.language, line: number, outcome: outcome)))
        if let error = judgement.headError ?? judgement.lengthError {
          let nature = judgement.headError == nil ? ErrorNature.input : .device
          worst = max(worst, nature.rawValue)
          StandardError.write(ErrorEnvelope(error, speech.language, line: number).json)
        }
      } catch let error as PlainError {
        worst = max(worst, ErrorNature.input.rawValue)
        StandardError.write(ErrorEnvelope(error, speech.language, line: number).json)
      } catch let error as LaneError {
        worst = max(worst, error.nature.rawValue)
        StandardError.write(ErrorEnvelope(error, speech.language, line: number).json)
      }
    }
    try await members?.close()
    if worst > 0 { throw ExitCode(worst) }
  }
}
