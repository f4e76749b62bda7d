import ArgumentParser
import CardReaders
import Desk
import Foundation
import MemberStore
import VIPCard
import Wire
import Wording

struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show every event of every reader, as it happens, until interrupted.",
    discussion: """
      Chip and contactless readers behind PC/SC, stripe readers on USB and known stripe readers that \
      type are all listened to; --no-pcsc, --no-usb and --no-keyboards leave a kind out.
      At the start every reader that is present is announced, then every card. With --keys each card \
      and each swipe is judged. A reader that vanishes, and a PC/SC service that is restarted, are \
      events like others: watching goes on.
      With --json one object a line, flushed one by one: readerAdded, readerRemoved, readerBusy, \
      readerFree, cardInserted, cardRemoved, swipe, error, serviceLost, serviceRestored. Times are \
      RFC 3339 with the offset of --time-zone.

      With --store, --shop and --lane the register of cards is asked too, and forged cards count towards \
      closing the lane as they do at the till: of a lane that is closed no card is judged, and each of its \
      events says so until `cardlane supervisor release`.

      Example: cardlane watch --keys keys.json --json
      """)

  @OptionGroup var keys: KeyOptions
  @OptionGroup var readerKeys: ReaderKeyOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var raw: RawOptions
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var sources: ReaderSources
  @Option(help: "Show only readers with this in their name.")
  var reader: String?
  @OptionGroup var day: DateOptions
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let opened = try keys.open(with: readerKeys)
    let (judge, members) = try gate.judge(
      opened.issuer, speech.language, within: judging.budget)
    let hub = CardReaderHub(sources.readers(keys: opened.readers))
    do {
      try await untilInterrupted { try await show(hub, judge) }
    } catch {
      try? await members?.close()
      throw error
    }
    try await members?.close()
  }

  private func show(_ hub: CardReaderHub, _ judge: CardJudge) async throws {
    let choice = ReaderChoice(name: reader, samReader: keys.samReader)
    // Readers may still come: it is said, and watching goes on.
    let missing = Task {
      try await Task.sleep(for: .seconds(1))
      if reader != nil, !choice.isThere { tell(choice.verdict) }
    }
    defer { missing.cancel() }
    for await event in hub.events() {
      if case .readerAdded = event.happening, let name = event.reader { choice.add(name) }
      guard event.reader.map(choice.isWanted) ?? true else { continue }
      let judged = await JudgedEvent(
        event, by: judge, judgesChips: keys.named != nil, on: day.businessDate, shown: raw.shown)
      try speech.say(
        EventRecord(judged, speech.language, zone: day.timeZone),
        words: judged.words(speech.language, zone: day.timeZone))
    }
  }

  /// Says on standard error that no reader has such a name, and which there are.
  private func tell(_ error: any Error) {
    guard let error = error as? any ExplainedError else { return }
    let hint = error.hint.map { "\n  → " + $0[speech.language] } ?? ""
    StandardError.write(
      speech.json || !StandardError.isTerminal
        ? ErrorEnvelope(error, speech.language).json
        : "cardlane: " + error.message[speech.language] + hint)
  }
}
