import CardReaders
import MagneticStripe
import Testing
import Wording

@Suite("Who gets which event, and when (UnifiedPOS)")
struct DeviceGateTests {
  private let till = ReaderApplication(rawValue: "till")
  private let other = ReaderApplication(rawValue: "other")
  private let start = ContinuousClock.now

  private func event(
    _ happening: CardEvent.Happening, after seconds: Int = 10, reader: String = "R"
  ) -> CardEvent {
    CardEvent(
      happening, reader: reader, kind: .msr, time: noon, arrival: start + .seconds(seconds))
  }

  private var swipe: CardEvent { event(.swipe(Stripe.whole)) }

  private var inserted: CardEvent {
    event(.cardInserted(atr: [0x3B, 0x00], card: Sentence(zhHans: "卡", zhHant: "卡", en: "card")))
  }

  private func opened() throws -> DeviceGate {
    var gate = DeviceGate()
    try gate.claim(by: till, at: start)
    try gate.setEnabled(true, by: till)
    return gate
  }

  @Test("Nothing is delivered or kept before a claim, or while disabled")
  func closed() throws {
    var gate = DeviceGate()
    #expect(gate.receive(swipe).isEmpty)
    try gate.claim(by: till, at: start)
    #expect(try gate.setDataEventEnabled(true, by: till).isEmpty)
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.receive(event(.cardRemoved)).isEmpty)
    try gate.setEnabled(true, by: till)
    #expect(gate.dataCount == 0)
    #expect(gate.receive(swipe) == [.data(swipe)])
  }

  @Test("A swipe from before the claim never arrives, even if it comes later")
  func beforeClaim() throws {
    var gate = try opened()
    #expect(try gate.setDataEventEnabled(true, by: till).isEmpty)
    #expect(gate.receive(event(.swipe(Stripe.whole), after: -1)).isEmpty)
    #expect(gate.dataCount == 0)
    #expect(gate.receive(event(.swipe(Stripe.whole), after: 0)).count == 1)
  }

  @Test("What waited for one owner is not there for the next")
  func nextOwner() throws {
    var gate = try opened()
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.dataCount == 1)
    try gate.release(by: till, at: start + .seconds(20))
    #expect(gate.owner == nil)
    #expect(!gate.isEnabled)
    try gate.claim(by: other, at: start + .seconds(21))
    try gate.setEnabled(true, by: other)
    #expect(try gate.setDataEventEnabled(true, by: other).isEmpty)
    #expect(gate.receive(swipe).isEmpty)
  }

  @Test("Data wait for DataEventEnabled and come one by one, each switching it off")
  func queue() throws {
    var gate = try opened()
    let swipes = (1...3).map { event(.swipe(Stripe.whole), after: $0) }
    for swipe in swipes { #expect(gate.receive(swipe).isEmpty) }
    #expect(gate.dataCount == 3)
    for swipe in swipes {
      #expect(try gate.setDataEventEnabled(true, by: till) == [.data(swipe)])
      #expect(!gate.isDataEventEnabled)
    }
    #expect(try gate.setDataEventEnabled(true, by: till).isEmpty)
    #expect(gate.isDataEventEnabled)
    #expect(gate.receive(swipe) == [.data(swipe)])
    #expect(gate.receive(swipe).isEmpty)
    #expect(try gate.setDataEventEnabled(false, by: till).isEmpty)
    #expect(gate.dataCount == 1)
  }

  @Test("clearInput drops what waits")
  func clear() throws {
    var gate = try opened()
    #expect(gate.receive(swipe).isEmpty)
    try gate.clearInput(by: till)
    #expect(try gate.setDataEventEnabled(true, by: till).isEmpty)
  }

  @Test("AutoDisable lets one swipe in and no second")
  func autoDisable() throws {
    var gate = try opened()
    try gate.setAutoDisables(true, by: till)
    #expect(gate.receive(swipe).isEmpty)
    #expect(!gate.isEnabled)
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.dataCount == 1)
    #expect(try gate.setDataEventEnabled(true, by: till) == [.data(swipe)])
    try gate.setEnabled(true, by: till)
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.dataCount == 1)
  }

  @Test("An error does not use up AutoDisable's one swipe")
  func autoDisableAfterError() throws {
    var gate = try opened()
    try gate.setAutoDisables(true, by: till)
    #expect(gate.receive(event(.swipe(KeyboardWedgeText.read(";E?")))).isEmpty)
    #expect(gate.isEnabled)
  }

  @Test("Card level: one bad track spoils the swipe, and no track is delivered")
  func cardLevel() throws {
    var gate = try opened()
    _ = try gate.setDataEventEnabled(true, by: till)
    let partial = KeyboardWedgeText.read("%E?" + Stripe.two)
    let expected = StripeRead(
      one: .error(.undecodable), two: .empty, three: .empty, standard: .iso)
    #expect(gate.receive(event(.swipe(partial))) == [.error(event(.swipe(expected)))])
    #expect(!gate.isDataEventEnabled)
  }

  @Test("Track level: good tracks are delivered, bad ones say why")
  func trackLevel() throws {
    var gate = try opened()
    try gate.setErrorReporting(.track, by: till)
    let partial = event(.swipe(KeyboardWedgeText.read("%E?" + Stripe.two)))
    #expect(gate.receive(partial).isEmpty)
    #expect(gate.dataCount == 0)
    #expect(try gate.setDataEventEnabled(true, by: till) == [.error(partial)])
  }

  @Test("A track that is not wanted causes no error and is not delivered")
  func tracksToRead() throws {
    var gate = try opened()
    try gate.setTracksToRead([.two], by: till)
    _ = try gate.setDataEventEnabled(true, by: till)
    let events = gate.receive(event(.swipe(KeyboardWedgeText.read("%E?" + Stripe.two + "+E?"))))
    let only = StripeRead(
      one: .empty, two: Stripe.whole.tracks?.two ?? .empty, three: .empty, standard: .iso)
    #expect(events == [.data(event(.swipe(only)))])
  }

  @Test("A payment card is data without data")
  func payment() throws {
    var gate = try opened()
    _ = try gate.setDataEventEnabled(true, by: till)
    let bank = event(.swipe(KeyboardWedgeText.read(Stripe.bank.joined())))
    #expect(gate.receive(bank) == [.data(bank)])
  }

  @Test("A card that a lane's own filter let through stays a card")
  func exempted() throws {
    let range = try #require(IssuerRange("622999", owner: "own"))
    let filter = PaymentCardFilter(payment: PaymentCardFilter.standard.payment, exempt: [range])
    let own = event(.swipe(KeyboardWedgeText.read(";6229990000000000=2612?", filter: filter)))
    var gate = try opened()
    _ = try gate.setDataEventEnabled(true, by: till)
    #expect(gate.receive(own) == [.data(own)])
  }

  @Test("A chip card waits like a swipe, and is withdrawn when it is taken out again")
  func chip() throws {
    var gate = try opened()
    #expect(gate.receive(inserted).isEmpty)
    #expect(gate.dataCount == 1)
    let elsewhere = event(.cardRemoved, reader: "Q")
    #expect(gate.receive(elsewhere) == [.status(elsewhere)])
    #expect(gate.dataCount == 1)
    let removed = event(.cardRemoved)
    #expect(gate.receive(removed) == [.status(removed)])
    #expect(gate.dataCount == 0)
    #expect(gate.receive(inserted).isEmpty)
    #expect(try gate.setDataEventEnabled(true, by: till) == [.data(inserted)])
  }

  @Test("A lost service withdraws every waiting card, and swipes stay")
  func serviceLost() throws {
    var gate = try opened()
    #expect(gate.receive(inserted).isEmpty)
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.receive(event(.serviceLost)).count == 1)
    #expect(try gate.setDataEventEnabled(true, by: till) == [.data(swipe)])
  }

  @Test("Comings and goings are told at once")
  func status() throws {
    var gate = try opened()
    for happening in [CardEvent.Happening.readerAdded, .readerRemoved, .serviceRestored] {
      #expect(gate.receive(event(happening)) == [.status(event(happening))])
    }
  }

  @Test("A failing reader is an error that waits its turn")
  func failure() throws {
    var gate = try opened()
    let failed = event(.error(CardReaderError(TrackError.redundancy)))
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.receive(failed).isEmpty)
    #expect(try gate.setDataEventEnabled(true, by: till) == [.data(swipe)])
    #expect(try gate.setDataEventEnabled(true, by: till) == [.error(failed)])
  }

  @Test("One program owns the reader; the others are told who")
  func oneOwner() throws {
    var gate = try opened()
    #expect(throws: GateError.claimed(owner: till)) { try gate.claim(by: other, at: start) }
    try gate.claim(by: till, at: start + .seconds(5))
    #expect(gate.isEnabled)
    #expect(throws: GateError.notClaimed(other)) { try gate.release(by: other, at: start) }
    #expect(throws: GateError.notClaimed(other)) { try gate.setEnabled(true, by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.setDataEventEnabled(true, by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.setAutoDisables(true, by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.setErrorReporting(.track, by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.setTracksToRead([], by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.clearInput(by: other) }
    #expect(throws: GateError.notClaimed(other)) { try gate.retain(by: other) }
  }

  @Test("An owner that does not retain the reader loses it to the program that asked")
  func yielded() throws {
    var gate = try opened()
    #expect(gate.receive(swipe).isEmpty)
    #expect(gate.requestRelease(by: other, at: start) == [.releaseRequested(by: other)])
    #expect(gate.yieldClaim(at: start + .seconds(30)) == [.claimLost(to: other)])
    #expect(gate.owner == other)
    #expect(gate.dataCount == 0)
    #expect(!gate.isEnabled)
    #expect(gate.receive(swipe).isEmpty)
  }

  @Test("An owner that retains the reader keeps it and what waits")
  func retained() throws {
    var gate = try opened()
    #expect(gate.receive(swipe).isEmpty)
    _ = gate.requestRelease(by: other, at: start)
    try gate.retain(by: till)
    #expect(gate.yieldClaim(at: start + .seconds(30)).isEmpty)
    #expect(gate.owner == till)
    #expect(gate.dataCount == 1)
  }

  @Test("A release gives the reader to the program that asked for it")
  func releasedOnRequest() throws {
    var gate = try opened()
    _ = gate.requestRelease(by: other, at: start)
    try gate.release(by: till, at: start + .seconds(20))
    #expect(gate.owner == other)
    #expect(gate.requestRelease(by: other, at: start).isEmpty)
  }

  @Test("Asking for a reader that nobody owns claims it")
  func requestOfFree() {
    var gate = DeviceGate()
    #expect(gate.requestRelease(by: other, at: start).isEmpty)
    #expect(gate.owner == other)
  }
}
