import CardReaders
import FoundationEssentials
import MagneticStripe
import SmartCard
import Testing
import Wording

@Suite("Readers as sources of events")
struct ReaderTests {
  private struct Unplugged: Error {}

  private func lineReader(_ lines: [String]) -> LineReader<AsyncStream<[UInt8]>> {
    LineReader(name: "keys", lines: stream(lines.map { Array($0.utf8) }), now: { noon })
  }

  private func errors(_ events: [CardEvent]) -> [CardReaderError] {
    events.compactMap { event in
      guard case .error(let error) = event.happening else { return nil }
      return error
    }
  }

  @Test("A wedge is announced, swipes once a line, and goes when the lines end")
  func lines() async {
    let events = await collected(lineReader([Stripe.two, "", "  ", ";9156"]))
    #expect(events.map(\.name) == ["readerAdded", "swipe", "swipe", "readerRemoved"])
    #expect(events.allSatisfy { $0.reader == "keys" && $0.kind == .wedge && $0.time == noon })
    #expect(events[1].happening == .swipe(KeyboardWedgeText.read(Stripe.two)))
    #expect(events[2].happening == .swipe(KeyboardWedgeText.read(";9156")))
  }

  @Test("A stripe reader swipes once a report")
  func reports() async throws {
    let tracks = [Stripe.one, Stripe.two, Stripe.three]
    let reader = ReportReader(
      name: "magtek", reports: stream([Report.sureSwipe(tracks), []]),
      decoder: try StripeReportDecoder(profile: .magTekSureSwipe), now: { noon })
    let events = await collected(reader)
    #expect(events.map(\.name) == ["readerAdded", "swipe", "readerRemoved"])
    #expect(events.allSatisfy { $0.kind == .msr })
    #expect(events[1].happening == .swipe(Stripe.whole))
  }

  @Test("Input that breaks off is an error, then the reader is gone")
  func failure() async {
    let lines = AsyncThrowingStream<[UInt8], any Error> { continuation in
      continuation.yield(Array(Stripe.two.utf8))
      continuation.finish(throwing: Unplugged())
    }
    let events = await collected(LineReader(name: "keys", lines: lines, now: { noon }))
    #expect(events.map(\.name) == ["readerAdded", "swipe", "error", "readerRemoved"])
    #expect(errors(events).map(\.code) == ["readerInputFailed"])
    #expect(errors(events).allSatisfy { $0.message[.english].contains("keys") })
  }

  @Test("A payment card leaves no digit in its event")
  func payment() async {
    for event in await collected(lineReader([Stripe.bank.joined()])) {
      var dumped = ""
      dump(event, to: &dumped)
      #expect(!dumped.contains("4111"))
      #expect(!"\(event)".contains("4111"))
    }
  }

  @Test("PC/SC events come in the common form, with ATR and the card in words")
  func pcsc() async {
    let atr = ATR([0x3B, 0x80, 0x80, 0x01, 0x01])
    let source: [ReaderEvent] = [
      .readerAdded(reader: "R"), .cardInserted(reader: "R", atr: atr),
      .exclusiveUseBegan(reader: "R"), .exclusiveUseEnded(reader: "R"),
      .cardRemoved(reader: "R"), .cardUnresponsive(reader: "R"), .cardRemoved(reader: "R"),
      .readerRemoved(reader: "R"), .serviceLost, .serviceRestored,
    ]
    let events = await collected(PCSCReaders(source: { stream(source) }, now: { noon }))
    #expect(
      events.map(\.name) == [
        "readerAdded", "cardInserted", "readerBusy", "readerFree", "cardRemoved", "error",
        "cardRemoved", "readerRemoved", "serviceLost", "serviceRestored",
      ])
    #expect(events.map(\.reader) == ["R", "R", "R", "R", "R", "R", "R", "R", nil, nil])
    #expect(events[1].happening == .cardInserted(atr: atr.bytes, card: atr.explanation))
    #expect(events.allSatisfy { $0.kind == .pcsc })
    #expect(errors(events).map(\.code) == ["cardUnresponsive"])
  }

  @Test("A hub brings the events of all readers, each reader's in order")
  func hub() async {
    let wedge = lineReader([Stripe.two, Stripe.one])
    let pcsc = PCSCReaders(
      source: { stream([.readerAdded(reader: "R"), .readerRemoved(reader: "R")]) }, now: { noon })
    var events: [CardEvent] = []
    for await event in CardReaderHub([wedge, pcsc]).events() { events.append(event) }
    let names = { (kind: ReaderKind) in events.filter { $0.kind == kind }.map(\.name) }
    #expect(names(.wedge) == ["readerAdded", "swipe", "swipe", "readerRemoved"])
    #expect(names(.pcsc) == ["readerAdded", "readerRemoved"])
    #expect(events.count == 6)
  }

  @Test("Dropping a hub's stream ends the readers")
  func dropped() async {
    let (endless, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    continuation.onTermination = { _ in end.finish() }
    let hub = CardReaderHub([LineReader(name: "keys", lines: endless, now: { noon })])
    for await event in hub.events() {
      #expect(event.name == "readerAdded")
      break
    }
    for await _ in ended {}
  }

  @Test("Events are equal if they say the same, whenever they arrived")
  func equality() {
    let now = ContinuousClock.now
    let one = CardEvent(.readerAdded, reader: "R", kind: .msr, time: noon, arrival: now)
    let two = CardEvent(
      .readerAdded, reader: "R", kind: .msr, time: noon, arrival: now + .seconds(1))
    #expect(one == two)
    #expect(one != CardEvent(.readerAdded, reader: "Q", kind: .msr, time: noon))
  }
}
