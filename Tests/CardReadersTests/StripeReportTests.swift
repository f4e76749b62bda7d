import CardReaders
import MagneticStripe
import TestSupport
import Testing
import USBDevices

@Suite("Input reports of stripe readers")
struct StripeReportTests {
  private static let tracks = [Stripe.one, Stripe.two, Stripe.three]

  static let readers: [(DeviceProfile, [UInt8])] = [
    (.magTekSureSwipe, Report.sureSwipe(tracks)),
    (.magTekSureSwipe, Report.sureSwipe(tracks) + [0x01]),
    (.idTech, Report.sureSwipe(tracks)),
    (.idTech, Report.idTechMode(tracks)),
    (.idTech, Report.idTechMode(tracks, highByteFirst: true)),
    (.hidPOS, Report.hidPOS(tracks)),
    (.magTekMagneSafe, Report.magneSafe(tracks, encryption: [0, 0])),
  ]

  @Test("The same card reads alike from every reader", arguments: readers)
  func alike(_ profile: DeviceProfile, _ report: [UInt8]) throws {
    #expect(try StripeReportDecoder(profile: profile).decode(report) == Stripe.whole)
  }

  @Test("A report in 8-byte packets reads like a whole one")
  func packets() throws {
    let report = Report.sureSwipe(Self.tracks)
    let decoder = try StripeReportDecoder(profile: .magTekSureSwipe)
    var assembler = HIDReportAssembler(reportLength: 337, packetSize: 8)
    var swipes: [StripeRead] = []
    for start in stride(from: 0, to: report.count, by: 8) {
      let packet = Array(report[start..<min(start + 8, report.count)])
      assembler.append(packet.span) { report, _ in swipes.append(decoder.decode(report)) }
    }
    #expect(swipes == [Stripe.whole])
  }

  @Test("A SureSwipe report has 337 bytes, one of the stripe page 229")
  func lengths() {
    #expect(Report.sureSwipe(Self.tracks).count == 337)
    #expect(Report.hidPOS(Self.tracks).count == 229)
  }

  @Test("Good tracks are delivered, and a bad one says why")
  func partial() throws {
    let decoder = try StripeReportDecoder(profile: .magTekSureSwipe)
    var report = Report.sureSwipe(Self.tracks, status: [1, 0, 0])
    report[227 + 5] = 0x41
    let swipe = decoder.decode(report)
    #expect(swipe.tracks?.one == .error(.undecodable))
    #expect(swipe.tracks?.two.data?.characters == String(Stripe.two.dropFirst().dropLast()))
    #expect(swipe.tracks?.three == .error(.character(position: 4)))
  }

  @Test("A stated length beyond the place of the track, or the end of the report, is cut short")
  func cutShort() throws {
    let decoder = try StripeReportDecoder(profile: .magTekSureSwipe)
    var report = Report.sureSwipe(Self.tracks)
    report[3] = 111
    #expect(decoder.decode(report).tracks?.one == .error(.cutShort(stated: 111, present: 110)))
    let short = Array(Report.sureSwipe(Self.tracks).prefix(127))
    #expect(decoder.decode(short).tracks?.one == Stripe.whole.tracks?.one)
    #expect(decoder.decode(short).tracks?.two == .error(.cutShort(stated: 39, present: 10)))
    #expect(decoder.decode(short).tracks?.three == .error(.cutShort(stated: 37, present: 0)))
    #expect(decoder.decode([0]).tracks?.two == .error(.cutShort(stated: 110, present: 0)))
  }

  @Test("An empty report, and one of a blank card, are a blank stripe", arguments: reportProfiles)
  func blank(_ profile: DeviceProfile) throws {
    let decoder = try StripeReportDecoder(profile: profile)
    #expect(decoder.decode([]).tracks?.isBlank == true)
    let zeros = [UInt8](repeating: 0, count: 1000)
    #expect(decoder.decode(zeros).tracks?.isBlank == true)
  }

  @Test("Driving licences and JIS cards are named; of a JIS card nothing is kept")
  func foreign() throws {
    let decoder = try StripeReportDecoder(profile: .magTekSureSwipe)
    for (encoding, standard) in [
      (UInt8(1), StripeStandard.aamva), (2, .aamva), (7, .jis), (0, .iso),
    ] {
      let swipe = decoder.decode(Report.sureSwipe(Self.tracks, encoding: encoding))
      #expect(swipe.tracks?.standard == standard)
      #expect(swipe.tracks?.isBlank == (standard == .jis))
    }
    let licence = Report.sureSwipe(["", ";636014040004567=2612?", "#!!95823?"])
    #expect(decoder.decode(licence).tracks?.standard == .aamva)
    let idTech = try StripeReportDecoder(profile: .idTech)
    #expect(idTech.decode(Report.idTechMode(Self.tracks, encoding: 7)).tracks?.standard == .jis)
    #expect(idTech.decode(Report.idTechMode(Self.tracks, encoding: 1)).tracks?.standard == .aamva)
  }

  @Test("A JIS length on the stripe page names a JIS card")
  func japaneseLength() throws {
    let descriptor = try HIDReportDescriptor([
      0x05, 0x8E, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x01, 0x09, 0x12, 0x09, 0x14,
      0x95, 0x02, 0x81, 0x02, 0x09, 0x22, 0x95, 0x04, 0x81, 0x02,
    ])
    let decoder = try StripeReportDecoder(profile: .hidPOS, descriptor: descriptor)
    #expect(decoder.decode([4, 9] + Array(";12?".utf8)).tracks?.standard == .jis)
    #expect(decoder.decode([4, 0] + Array(";12?".utf8)).tracks?.two.data?.characters == "12")
  }

  @Test("A device that sends report ids is read behind its id, and other ids are not swipes")
  func reportIDs() throws {
    let descriptor = try HIDReportDescriptor([
      0x05, 0x8E, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x85, 0x03, 0x95, 0x01, 0x09, 0x12,
      0x81, 0x02, 0x09, 0x22, 0x95, 0x04, 0x81, 0x02,
    ])
    let decoder = try StripeReportDecoder(profile: .hidPOS, descriptor: descriptor)
    #expect(decoder.decode([3, 4] + Array(";12?".utf8)).tracks?.two.data?.characters == "12")
    #expect(decoder.decode([4, 4] + Array(";12?".utf8)).tracks?.isBlank == true)
  }

  @Test("A payment card leaves only lengths in every kind of report")
  func payment() throws {
    let reports: [(DeviceProfile, [UInt8])] = [
      (.magTekSureSwipe, Report.sureSwipe(Stripe.bank)), (.hidPOS, Report.hidPOS(Stripe.bank)),
      (.idTech, Report.idTechMode(Stripe.bank)), (.idTech, Report.sureSwipe(Stripe.bank)),
      (.magTekMagneSafe, Report.magneSafe(Stripe.bank, encryption: [0, 0])),
    ]
    for (profile, report) in reports {
      let swipe = try StripeReportDecoder(profile: profile).decode(report)
      #expect(swipe == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
    }
  }

  @Test("ID TECH mode: the header's status and lengths go before the block")
  func idTechHeader() throws {
    let decoder = try StripeReportDecoder(profile: .idTech)
    let swipe = decoder.decode(Report.idTechMode(Self.tracks, status: [0, 1, 0]))
    #expect(swipe.tracks?.two == .error(.undecodable))
    #expect(swipe.tracks?.one == Stripe.whole.tracks?.one)
    var lying = Report.idTechMode([Stripe.one, Stripe.two, ""])
    lying[5] = 30
    #expect(decoder.decode(lying).tracks?.three == .error(.cutShort(stated: 30, present: 0)))
    lying = Report.idTechMode(["", Stripe.two, ""])
    lying[7] = 0xFF
    lying[8] = 0xFF
    #expect(decoder.decode(lying).tracks?.two == Stripe.whole.tracks?.two)
  }

  @Test("Any bytes are a swipe from every reader", arguments: reportProfiles, 0..<6)
  func random(_ profile: DeviceProfile, _ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let decoder = try StripeReportDecoder(profile: profile)
    for _ in 0..<60 {
      var report = Self.readers.randomElement(using: &random)?.1 ?? []
      if Bool.random(using: &random) { report = random.bytes(upTo: 900) }
      for _ in 0..<Int.random(in: 0...8, using: &random) where !report.isEmpty {
        report[Int.random(in: 0..<report.count, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      let swipe = decoder.decode(Array(report.prefix(Int.random(in: 0...900, using: &random))))
      for data in swipe.tracks?.readable ?? [] { #expect(data.count <= 110) }
    }
  }
}
