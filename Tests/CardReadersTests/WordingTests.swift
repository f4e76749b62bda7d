import CardReaders
import MagneticStripe
import Testing
import USBDevices
import Wording

@Suite("What a cashier is told")
struct WordingTests {
  static let errors: [TrackError] = [
    .undecodable, .noStartSentinel, .noEndSentinel, .tooLong(maximum: 37), .character(position: 3),
    .parity(position: 3), .redundancy, .cutShort(stated: 5, present: 2), .repeated,
    .encrypted(keySerialNumber: nil), .encrypted(keySerialNumber: "FFFF9876543210E00008"),
  ]

  @Test("Every reason why a track is unreadable has words and a next step", arguments: errors)
  func reasons(_ error: TrackError) {
    for language in Language.allCases {
      #expect(!error.message[language].isEmpty)
      #expect(error.hint?[language].isEmpty == false)
    }
    #expect(error.message[.english] != error.message[.simplifiedChinese])
  }

  @Test("Different reasons have different words")
  func different() {
    #expect(Set(Self.errors.map { $0.message[.simplifiedChinese] }).count == Self.errors.count)
  }

  @Test("An error of a reader takes over the words of its cause")
  func causes() {
    let cause = TrackError.redundancy
    let error = CardReaderError(cause)
    #expect(error.code == cause.code)
    #expect(error.message == cause.message)
    #expect(error.hint == cause.hint)
    #expect(error.nature == .refusal)
    let unusable = CardReaderError.descriptorUnusable(.hidPOS, .unclosedCollection)
    #expect(unusable.message[.english].contains("hidUnclosedCollection"))
  }

  @Test(
    "A gate's refusals name the program",
    arguments: [
      GateError.claimed(owner: ReaderApplication(rawValue: "till-2")),
      .notClaimed(ReaderApplication(rawValue: "till-2")),
    ])
  func gate(_ error: GateError) {
    for language in Language.allCases { #expect(error.message[language].contains("till-2")) }
    #expect(error.hint != nil)
    #expect(error.nature == .input)
    #expect(error.code.hasPrefix("reader"))
  }
}
