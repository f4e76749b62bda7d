import MagneticStripe
import TestSupport
import Testing

@Suite("Payment cards")
struct PaymentCardTests {
  @Test("Nothing is left of a payment card but lengths", arguments: PaymentVector.numbers)
  func forgotten(_ number: String) {
    for stripe in PaymentVector.stripes(number) {
      let swipe = KeyboardWedgeText.read(stripe)
      guard case .paymentCard = swipe else {
        Issue.record("not recognised, \(stripe.prefix(2))… of \(stripe.count) characters")
        continue
      }
      #expect(swipe.tracks == nil)
      var dumped = ""
      dump(swipe, to: &dumped)
      for shown in ["\(swipe)", String(reflecting: swipe), dumped] {
        #expect(!shown.contains(number))
        #expect(!shown.contains(number.dropFirst(6).dropLast(4)))
      }
    }
  }

  @Test("The lengths are those between the sentinels")
  func lengths() {
    let swipe = KeyboardWedgeText.read("%B4111111111111111^A/B^2612101?;4111111111111111=2612101?")
    #expect(swipe == .paymentCard(StripeLengths(one: 29, two: 24, three: 0)))
    #expect(swipe.lengths[.one] == 29)
    #expect(swipe.lengths[.two] == 24)
    #expect(swipe.lengths[.three] == 0)
  }

  @Test("A payment card whose check digit was misread is still a payment card")
  func misread() {
    #expect(KeyboardWedgeText.read(";4111111111111112=26121010000?").tracks == nil)
  }

  @Test("Format code B is a payment card whatever its number is")
  func formatCode() {
    #expect(KeyboardWedgeText.read("%B9156880012345672^ /^26127011966065963249?").tracks == nil)
    #expect(KeyboardWedgeText.read("%B 9156 8800 1234 567^ /^2612?").tracks == nil)
  }

  @Test("A number whose separators were spaces is recognised on track 1")
  func spaces() {
    #expect(KeyboardWedgeText.read("%V4111 1111 1111 1111^ /^2612?").tracks == nil)
  }

  @Test("A VIP card is never one", arguments: StripeVector.all)
  func vip(_ vector: StripeVector) {
    let text = "%\(StripeVector.track1)?\(vector.text)+\(StripeVector.track3)?"
    let swipe = KeyboardWedgeText.read(text)
    #expect(swipe.characters(.one) == StripeVector.track1)
    #expect(swipe.characters(.two) == vector.data)
    #expect(swipe.characters(.three) == StripeVector.track3)
    #expect(swipe.tracks?.standard == .iso)
  }

  @Test("No number under 9156 is one, on any track", arguments: 0..<4)
  func vipNumbers(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let digits = (0..<12).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      for track in TrackNumber.allCases {
        let prefix = track == .one ? "V9156" : "9156"
        let data = try TrackData(track: track, characters: prefix + digits)
        #expect(!PaymentCardFilter.standard.isPaymentCard(data))
      }
    }
  }

  @Test(
    "Cards of other issuers stay readable",
    arguments: [
      "7000000000000000=2612", "9157000000000000=2612", "636000123456789=2612", "41111111111",
    ])
  func foreign(_ characters: String) {
    #expect(KeyboardWedgeText.read(";\(characters)?").characters(.two) == characters)
  }

  @Test("A driving licence is named AAMVA")
  func drivingLicence() {
    #expect(KeyboardWedgeText.read(";636014040004567=2612?").tracks?.standard == .aamva)
    #expect(KeyboardWedgeText.read("#!!95823      D?").tracks?.standard == .aamva)
    #expect(
      KeyboardWedgeText.read("%CASMITH^JOHN?;636014040004567=2612?%!!95823?").tracks?.standard
        == .aamva)
  }

  @Test("Ranges take only digits in order")
  func ranges() {
    #expect(IssuerRange("2221", "2720", owner: "x")?.digits == 4)
    #expect(IssuerRange("62", owner: "x")?.last == 62)
    for (first, last) in [
      ("", ""), ("12", "123"), ("20", "10"), ("1a", "2b"), ("123456789", "123456789"),
    ] {
      #expect(IssuerRange(first, last, owner: "x") == nil)
    }
  }

  @Test("An issuer with a range of its own can be exempted")
  func exempt() throws {
    let own = try #require(IssuerRange("622999", owner: "own"))
    let filter = PaymentCardFilter(payment: PaymentCardFilter.standard.payment, exempt: [own])
    #expect(KeyboardWedgeText.read(";6229990000000000=2612?", filter: filter).tracks != nil)
    #expect(KeyboardWedgeText.read(";6229980000000000=2612?", filter: filter).tracks == nil)
  }

  @Test("Random stripes with a payment number leave no digits", arguments: 0..<8)
  func mutations(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let number = PaymentVector.numbers.randomElement(using: &random) ?? ""
      var text = Array((PaymentVector.stripes(number).randomElement(using: &random) ?? "").utf8)
      let place = Int.random(in: 0..<text.count, using: &random)
      text[place] = UInt8.random(in: 0...255, using: &random)
      var dumped = ""
      dump(wedge(text), to: &dumped)
      #expect(!dumped.contains(number))
    }
  }
}
