import CardCrypto
import KeyStoreSuite
import SecureModule
import TestSupport
import Testing
import VirtualCards

@Suite("Whatever is sent to a SAM or written as a URI, nothing crashes")
struct AnyBytesTests {
  @Test("Any bytes get a status word, outside the channel", arguments: [UInt64(1), 2, 3])
  func outside(_ seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    for interface in CPUCardInterface.allCases {
      var sam = VirtualSAM(try await SAMBench.memory(), interface: interface)
      sam.powerOn()
      for _ in 0..<2_000 {
        var command = (0..<Int.random(in: 2...48, using: &random)).map { _ in
          UInt8.random(in: .min ... .max, using: &random)
        }
        if Bool.random(using: &random) {
          command[0] = [0x00, 0x80, 0x84].randomElement(using: &random) ?? 0
          command[1] = SAMInstruction.allCases.randomElement(using: &random)?.rawValue ?? 0xA4
        }
        #expect(sam.respond(to: command).count >= 2)
      }
    }
  }

  @Test(
    "Any bytes get a status word, inside the channel, and no key", arguments: [UInt64(4), 5, 6])
  func inside(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let key = KeyStoreUnderTest.key2026
    let cardKey = try AN10922.diversify(key, with: cardInput(key: 1))
    var sam = SAMInside(key: key)
    for _ in 0..<6_000 {
      let instruction = SAMInstruction.allCases.randomElement(using: &random)?.rawValue ?? 0
      var data = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      // Half of them well-formed at the beginning: a year that is held and a card's input.
      if Bool.random(using: &random) {
        data = [0x07, 0xEA, 16] + cardInput(key: 1) + data
      }
      let answer = sam.command(
        instruction, UInt8.random(in: 0...2, using: &random) & 0x83,
        UInt8.random(in: .min ... .max, using: &random), data)
      for secret in [key, cardKey] {
        let leaked = unsafe secret.withBytes { bytes in
          answer.data.count >= 16
            && (0...(answer.data.count - 16)).contains { start in
              unsafe bytes.elementsEqual(answer.data[start..<(start + 16)])
            }
        }
        #expect(!leaked)
      }
    }
  }

  @Test("Any text is a URI of a key store, or is refused", arguments: [UInt64(7), 8])
  func texts(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let letters = Array("pkcs11:sam?=&;%2F/token module-path pairing\u{0}é")
    for _ in 0..<5_000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
          letters.randomElement(using: &random)
        })
      for text in [text, TokenURI.scheme + text, SAMURI.scheme + text] {
        if let uri = try? TokenURI(text) { #expect(uri.modulePath.hasPrefix("/")) }
        if let uri = try? SAMURI(text) { #expect(!uri.reader.isEmpty) }
      }
    }
  }
}
