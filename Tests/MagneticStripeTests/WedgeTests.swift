import MagneticStripe
import TestSupport
import Testing

@Suite("Keyboard-wedge text")
struct WedgeTests {
  private static let vector = StripeVector.all[0]

  @Test("Every published track 2 reads with its LRC and without", arguments: StripeVector.all)
  func published(_ vector: StripeVector) {
    for text in [vector.text, vector.withCheck, vector.withCheck + "\r", vector.text + "\r\n"] {
      let swipe = KeyboardWedgeText.read(text)
      #expect(swipe.characters(.two) == vector.data)
      #expect(swipe.tracks?.one == .empty)
      #expect(swipe.tracks?.three == .empty)
    }
  }

  @Test("Three tracks read in any order, with and without LRC", arguments: StripeVector.all)
  func anyOrder(_ vector: StripeVector) throws {
    let one = try TrackData(track: .one, characters: StripeVector.track1)
    let two = try TrackData(track: .two, characters: vector.data)
    let three = try TrackData(track: .three, characters: StripeVector.track3)
    for check in [true, false] {
      let texts = [one, two].map { $0.encoded(redundancyCheck: check) }
      let last = "+" + three.encoded(redundancyCheck: check).dropFirst()
      for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
        let line = order.map { (texts + [last])[$0] }.joined()
        let swipe = KeyboardWedgeText.read(line)
        #expect(swipe.tracks?.one == .ok(one))
        #expect(swipe.tracks?.two == .ok(two))
        #expect(swipe.tracks?.three == .ok(three))
      }
    }
  }

  @Test("ID TECH's third track begins with ; again, and carriage returns may lie between tracks")
  func idTech() {
    let line = "%\(StripeVector.track1)?\r\(Self.vector.text)\r;\(StripeVector.track3)?\r"
    let swipe = KeyboardWedgeText.read(line)
    #expect(swipe.characters(.one) == StripeVector.track1)
    #expect(swipe.characters(.two) == Self.vector.data)
    #expect(swipe.characters(.three) == StripeVector.track3)
    #expect(swipe.tracks?.standard == .iso)
  }

  @Test("MagTek's sentinels for other character sets are understood")
  func magTek() {
    let swipe = KeyboardWedgeText.read("@AB12?&CD34?")
    #expect(swipe.characters(.two) == "AB12")
    #expect(swipe.characters(.three) == "CD34")
    #expect(swipe.tracks?.standard == .other)
  }

  @Test("E in place of a track is one that the reader could not decode; the others are delivered")
  func undecodable() {
    let swipe = KeyboardWedgeText.read("%E?\(Self.vector.text)+E?")
    #expect(swipe.trackError(.one) == .undecodable)
    #expect(swipe.characters(.two) == Self.vector.data)
    #expect(swipe.trackError(.three) == .undecodable)
    #expect(swipe.tracks?.errors.count == 2)
  }

  @Test("Caps lock does not matter")
  func lowerCase() {
    let swipe = KeyboardWedgeText.read("%\(StripeVector.track1.lowercased())?;e?")
    #expect(swipe.characters(.one) == StripeVector.track1)
    #expect(swipe.trackError(.two) == .undecodable)
  }

  @Test("What other keys typed around the tracks does not matter")
  func otherKeys() {
    for line in [
      "mail@shop \(Self.vector.text)", "#7 \(Self.vector.text)xyz", " \(Self.vector.text) ",
    ] {
      let swipe = KeyboardWedgeText.read(line)
      #expect(swipe.characters(.two) == Self.vector.data, "\(line.prefix(4))")
    }
  }

  @Test(
    "A swipe that stopped half way says so",
    arguments: [
      (";9156880012345", TrackNumber.two), ("%V9156880012345672^ /^2612", .one),
      ("+91568800", .three), ("%V9156880012345672^ /^2612\r", .one), (";9156\r?", .two),
    ])
  func half(_ line: String, _ track: TrackNumber) {
    #expect(KeyboardWedgeText.read(line).trackError(track) == .noEndSentinel)
  }

  @Test("A track that lost its end does not take the next one with it")
  func lostEnd() {
    let swipe = KeyboardWedgeText.read("%V9156880012345672^ /^26127\(Self.vector.text)")
    #expect(swipe.trackError(.one) == .noEndSentinel)
    #expect(swipe.characters(.two) == Self.vector.data)
  }

  @Test("The second half of a swipe, or any other text, has no start sentinel")
  func noStart() {
    for line in ["345672=26127011966065963249?9", "hello", "12345"] {
      let swipe = KeyboardWedgeText.read(line)
      for track in TrackNumber.allCases { #expect(swipe.trackError(track) == .noStartSentinel) }
    }
  }

  @Test("An empty line, and tracks without characters, are a blank stripe")
  func blank() {
    for line in ["", "\r\n", "  ", "%?;?+?"] {
      #expect(KeyboardWedgeText.read(line).tracks?.isBlank == true)
    }
  }

  @Test("A track that is too long is refused with its limit")
  func tooLong() {
    let digits = String(repeating: "7", count: 200)
    #expect(KeyboardWedgeText.read("%V\(digits)?").trackError(.one) == .tooLong(maximum: 76))
    #expect(KeyboardWedgeText.read(";\(digits)?").trackError(.two) == .tooLong(maximum: 37))
    #expect(KeyboardWedgeText.read("+\(digits)?").trackError(.three) == .tooLong(maximum: 104))
    #expect(KeyboardWedgeText.read(";\(digits)").trackError(.two) == .tooLong(maximum: 37))
  }

  @Test("A key pressed during the swipe is found by its place")
  func interleaved() {
    let swipe = KeyboardWedgeText.read(";91568x0012345672=2612?")
    #expect(swipe.trackError(.two) == .character(position: 5))
    let turkish = KeyboardWedgeText.read("%V9156ş?")
    #expect(turkish.trackError(.one) == .character(position: 5))
  }

  @Test("The same card twice in one line counts once; two cards are never taken for one")
  func twice() {
    let once = "%\(StripeVector.track1)?\(Self.vector.text)"
    #expect(KeyboardWedgeText.read(once + once) == KeyboardWedgeText.read(once))
    let other = ";9156880099999999=26127011000000000000?"
    let swipe = KeyboardWedgeText.read(once + once + other + other.replacing("2612", with: "2512"))
    for track in TrackNumber.allCases { #expect(swipe.trackError(track) == .repeated) }
  }

  @Test("A JIS track is named and not kept")
  func japanese() {
    let swipe = KeyboardWedgeText.read("\u{7F}12345678\u{7F}")
    #expect(swipe.tracks?.standard == .jis)
    #expect(swipe.tracks?.isBlank == true)
    #expect(KeyboardWedgeText.read("\u{7F}1234").tracks?.standard == .jis)
  }

  @Test("Masked tracks of an encrypting head are not taken for real ones, and the key is named")
  func encrypted() {
    let masked = ";9156000090005672=26120000000000000000?"
    let tail = "|0600|AB|CD||0|EF|S1|0011|FFFF9876543210E00008|"
    #expect(
      KeyboardWedgeText.read(masked + tail).trackError(.two)
        == .encrypted(keySerialNumber: "FFFF9876543210E00008"))
    for text in ["|", "|0600", "|zz", "|060"] {
      #expect(
        KeyboardWedgeText.read(masked + text).trackError(.two) == .encrypted(keySerialNumber: nil))
    }
    #expect(
      KeyboardWedgeText.read(Self.vector.text + "|0000|").characters(.two) == Self.vector.data)
  }

  @Test("Any bytes end in a swipe", arguments: 0..<16)
  func garbage(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let marks = Array("%;+#&@?|E\r\n=^\u{7F}".utf8)
    for _ in 0..<300 {
      var line = random.bytes(upTo: 300)
      for index in line.indices where Bool.random(using: &random) {
        line[index] = marks.randomElement(using: &random) ?? 0
      }
      let swipe = wedge(line)
      for data in swipe.tracks?.readable ?? [] {
        #expect(data.count <= TrackFormat.iso(data.track).maximumData || data.track != .two)
      }
    }
  }

  @Test(
    "A published stripe with any one byte changed never reads as another number unnoticed by LRC",
    arguments: StripeVector.all)
  func mutated(_ vector: StripeVector) {
    let text = Array(vector.withCheck.utf8)
    // The LRC and what stands behind the start sentinel: a changed byte is refused or is not there.
    for index in 1..<text.count - 2 {
      for byte in UInt8(0x30)...0x39 where byte != text[index] {
        var changed = text
        changed[index] = byte
        #expect(wedge(changed).trackError(.two) == .redundancy)
      }
    }
  }
}
