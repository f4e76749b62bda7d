import Testing

@testable import InputDevices

/// The bytes of an event, as the kernel lays them out on a 64-bit system.
func event(_ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
  let value = UInt32(bitPattern: value)
  return [UInt8](repeating: 0xA5, count: 16)
    + [UInt8(type & 0xFF), UInt8(type >> 8), UInt8(code & 0xFF), UInt8(code >> 8)]
    + (0..<4).map { UInt8(value >> UInt32(8 * $0) & 0xFF) }
}

@Suite("Keys as characters")
struct KeyTests {
  private static let plain = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ "
  private static let shifted = "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? "
  private static let codes: [UInt16] =
    Array(2...13) + Array(16...27) + Array(30...41) + [43]
    + Array(44...53) + [57]

  private func press(_ decoder: inout KeyDecoder, _ code: UInt16) -> UInt8? {
    let character = decoder.take(code, .down)
    #expect(decoder.take(code, .repeated) == nil)
    #expect(decoder.take(code, .up) == nil)
    return character
  }

  @Test("Every key gives the character of a US keyboard, with and without Shift")
  func positions() {
    #expect(Self.codes.count == Self.plain.utf8.count)
    for (code, (plain, shifted)) in zip(Self.codes, zip(Self.plain.utf8, Self.shifted.utf8)) {
      var decoder = KeyDecoder()
      #expect(press(&decoder, code) == plain)
      for shift in KeyPositions.shifts {
        #expect(decoder.take(shift, .down) == nil)
        #expect(press(&decoder, code) == shifted)
        #expect(decoder.take(shift, .up) == nil)
      }
      #expect(press(&decoder, code) == plain)
    }
  }

  @Test("Caps Lock turns letters round and nothing else")
  func capsLock() {
    var decoder = KeyDecoder(isCapsLocked: true)
    #expect(press(&decoder, 16) == UInt8(ascii: "Q"))
    #expect(press(&decoder, 2) == UInt8(ascii: "1"))
    _ = decoder.take(42, .down)
    #expect(press(&decoder, 16) == UInt8(ascii: "q"))
    #expect(press(&decoder, 6) == UInt8(ascii: "%"))
    _ = decoder.take(42, .up)
    _ = press(&decoder, KeyPositions.capsLock)
    #expect(press(&decoder, 16) == UInt8(ascii: "q"))
  }

  @Test("Both Enter keys end a line, Ctrl makes control characters, Alt and digits any character")
  func special() {
    var decoder = KeyDecoder()
    #expect(press(&decoder, KeyPositions.enter) == 0x0D)
    #expect(press(&decoder, KeyPositions.keypadEnter) == 0x0D)
    _ = decoder.take(29, .down)
    #expect(press(&decoder, 30) == 0x01)
    _ = decoder.take(29, .up)
    #expect(press(&decoder, 79) == UInt8(ascii: "1"))
    _ = decoder.take(56, .down)
    // 0 3 7 on the number pad: "%".
    for code: UInt16 in [82, 81, 71] { #expect(press(&decoder, code) == nil) }
    #expect(decoder.take(56, .up) == UInt8(ascii: "%"))
    _ = decoder.take(56, .down)
    for _ in 0..<9 { #expect(press(&decoder, 73) == nil) }
    #expect(decoder.take(56, .up) == nil)
  }

  @Test("An event is read from 24 bytes and from nothing less")
  func events() {
    let cases: [([UInt8], InputEvent.Kind)] = [
      (event(1, 30, 1), .key(30, .down)), (event(1, 30, 0), .key(30, .up)),
      (event(1, 30, 2), .key(30, .repeated)), (event(1, 30, 3), .other),
      (event(1, 30, -1), .other), (event(1, 30, 257), .other), (event(0, 0, 0), .report),
      (event(0, 3, 0), .dropped), (event(4, 4, 458_756), .other), (event(17, 1, 1), .other),
    ]
    for (bytes, kind) in cases {
      #expect(InputEvent(bytes.span, at: 0)?.kind == kind)
      #expect(InputEvent(bytes.span.extracting(0..<23), at: 0) == nil)
      #expect(InputEvent(bytes.span, at: 1) == nil)
      #expect(InputEvent(bytes.span, at: -1) == nil)
    }
  }

  @Test("A device can type if it has digits, letters and Enter")
  func capabilities() {
    #expect(
      InputDeviceDescription.canType(
        "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"))
    #expect(!InputDeviceDescription.canType("70000 0 0 0 0"))
    #expect(!InputDeviceDescription.canType("0"))
    #expect(!InputDeviceDescription.canType(""))
    #expect(!InputDeviceDescription.canType("zz"))
  }
}
