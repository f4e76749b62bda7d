import CardCrypto
import CardReaders
import Desk
import MagneticStripe
import Scenarios
import SmartCard
import VIPCard
import VirtualCards
import VirtualUSB
import Wording

extension DemoStage {
  /// A chip card in a real PC/SC daemon: seen by the monitor, selected, read, and proven.
  func showChipCard() async throws -> CardJudgement {
    title("1 芯片卡", "a chip card in a real PC/SC daemon")
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    daemon.adopt()
    say("pcscd", "process \(daemon.processID ?? 0), with vsmartcard-vpcd's virtual reader")
    let virtual = try await VirtualCPUCard.personalised(
      identity: card, serial: Self.serial, issued: date, keys: keys)
    try daemon.slots[0].insert(virtual)

    let judgement = try await withTimeLimit(.seconds(20)) {
      for await event in ReaderMonitor().events() {
        guard case .cardInserted(let reader, let atr) = event else { continue }
        say("reader", reader)
        say("ATR", "\(Hex.text(atr.bytes).uppercased())  \(atr.explanation[.english])")
        let connection = try await CardConnection.connect(to: reader)
        return try await verifier.judge(connection, on: date)
      }
      throw SmartCardError(.noCard)
    }
    say("proof", "SELECT, member file, INTERNAL AUTHENTICATE with a fresh challenge")
    say(judgement)
    await daemon.stop()
    guard judgement.isAccepted else { throw DemoFailure.unexpected(judgement) }
    return judgement
  }

  /// The same card's stripe, as a reader types it and as a HID report.
  func showStripe() async throws {
    title("2 磁条", "the stripe: typed text, and a MagTek SureSwipe report")
    let swipe = try await wedgeText(of: card)
    let typed = KeyboardWedgeText.read(swipe)
    say("wedge", "\(swipe.utf8.count) characters on tracks 1 and 2, LRC checked")
    try await expectAcceptance(of: typed)

    let stripe = try await CardIssuer(keys: keys).stripe(for: card)
    let report = SureSwipeReport.bytes(tracks: [
      stripe[.one]?.encoded(redundancyCheck: false) ?? "",
      stripe[.two]?.encoded(redundancyCheck: false) ?? "",
    ])
    say("HID", "\(report.count) bytes, fields found by usage in the report descriptor")
    try await expectAcceptance(
      of: StripeReportDecoder(profile: .magTekSureSwipe).decode(report))
  }

  /// What a reader in keyboard mode types for a card, LRC included.
  func wedgeText(of card: CardIdentity) async throws -> String {
    let stripe = try await CardIssuer(keys: keys).stripe(for: card)
    return [TrackNumber.one, .two].compactMap(stripe.encoded).joined()
  }

  private func expectAcceptance(of read: StripeRead) async throws {
    let judgement = try await verifier.judge(read, on: date)
    say(judgement)
    guard judgement.isAccepted else { throw DemoFailure.unexpected(judgement) }
  }

  private static let serial: [UInt8] = [0x04, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80]
}
