import SmartCard
import TestSupport
import Testing

@Suite("BER-TLV (ISO/IEC 7816-4, 5.2.2)")
struct TLVTests {
  @Test("A file control information template is a tree")
  func tree() throws {
    let fci = try TLV(parsing: hex("6F17 8408F05649504C414E45 A50B C00701020304050607 C100"))
    #expect(fci.tag == 0x6F)
    #expect(fci[0x84]?.value == hex("F05649504C414E45"))
    #expect(fci.first(0xA5, 0xC0)?.value == [1, 2, 3, 4, 5, 6, 7])
    #expect(fci.first(0xA5, 0xC1)?.value == [])
    #expect(fci.first(0xA5, 0xC2) == nil)
  }

  @Test(
    "What is made is read back the same, whatever the length",
    arguments: [0, 1, 127, 128, 255, 256, 65_536])
  func roundTrip(_ length: Int) throws {
    let object = TLV(0x7F49, [TLV(0x5FC102, [UInt8](repeating: 9, count: length)), TLV(0x80, [1])])
    let read = try TLV(parsing: object.encoded)
    #expect(read.encoded == object.encoded)
    #expect(read[0x5FC102]?.value.count == length)
  }

  @Test(
    "Strict rules refuse, with the place; lenient rules forgive what cards do",
    arguments: [
      ("00 8001AA", TLVError.Problem.filler, true), ("FF 8001AA", .filler, true),
      ("808101AA", .lengthNotShortest, true), ("80820001AA", .lengthNotShortest, true),
      ("3080 8001AA 0000", .indefiniteLength, true), ("8080AA0000", .indefiniteLength, false),
      ("9F0501AA", .tagNotShortest, true), ("9F800501AA", .tagNotShortest, true),
      ("8002AA", .valueCutOff, false), ("80", .lengthCutOff, false), ("9F", .tagCutOff, false),
      ("8085010101010101", .lengthTooLong, false), ("9F8181818101AA", .tagTooLong, false),
      ("8084FFFFFFFF", .valueCutOff, false),
    ])
  func rules(_ text: String, _ problem: TLVError.Problem, _ isForgiven: Bool) {
    let error = #expect(throws: TLVError.self) { try TLV.parse(hex(text)) }
    #expect(error?.problem == problem)
    if isForgiven {
      #expect(throws: Never.self) { try TLV.parse(hex(text), rules: .lenient) }
    } else {
      #expect(throws: TLVError.self) { try TLV.parse(hex(text), rules: .lenient) }
    }
  }

  @Test("Nesting without end is refused, not followed")
  func depth() {
    var bytes: [UInt8] = []
    for _ in 0..<40 { bytes = TLV(0x30, bytes).encoded }
    let error = #expect(throws: TLVError.self) { try TLV.parse(bytes) }
    #expect(error?.problem == .tooDeep)
    let indefinite = [UInt8]((0..<100_000).flatMap { _ in [0x30, 0x80] as [UInt8] })
    #expect(throws: TLVError.self) { try TLV.parse(indefinite, rules: .lenient) }
  }

  @Test("Any bytes are either read or refused; what strict rules read is written back the same")
  func anyBytes() throws {
    var random = SplitMix64(seed: 8825)
    for _ in 0..<20_000 {
      let bytes = random.bytes(upTo: 24)
      if let objects = try? TLV.parse(bytes) { #expect(objects.flatMap(\.encoded) == bytes) }
      _ = try? TLV.parse(bytes, rules: .lenient)
    }
  }

  @Test("A description shows tags and lengths, never values")
  func description() throws {
    #expect("\(try TLV(parsing: hex("30048002AABB")))" == "30{80(2)}")
  }
}
