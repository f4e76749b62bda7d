import SmartCard
import TestSupport
import Testing

@Suite("Features and properties (PC/SC part 10)")
struct ReaderFeatureTests {
  @Test("A feature list is tag, length 4 and a control code in big-endian order")
  func features() throws {
    let features = try ReaderFeature.parse(hex("06 04 42330006 12 04 42330012 FE 04 00000001"))
    #expect(features[.verifyPINDirect] == 0x4233_0006)
    #expect(features[.properties] == 0x4233_0012)
    #expect(features[ReaderFeature(rawValue: 0xFE)] == 1)
    #expect(ReaderFeature.featureRequest == 0x4200_0D48)
  }

  @Test(
    "A list that is cut off or has other lengths is refused", arguments: ["0604", "060342330006"])
  func malformed(_ text: String) {
    #expect(throws: SmartCardError(.malformedAnswer)) { try ReaderFeature.parse(hex(text)) }
  }

  @Test("Properties are read little-endian")
  func properties() throws {
    let properties = try ReaderProperties(parsing: hex("0A0400000100 0B022F07 0C020023"))
    #expect(properties.longestData == 65_536)
    #expect(properties.vendor == 0x072F)
    #expect(properties.product == 0x2300)
    #expect(throws: SmartCardError(.malformedAnswer)) {
      try ReaderProperties(parsing: [0x0A, 4, 1])
    }
  }
}
