import SmartCard
import TestSupport
import Testing

@Suite("Response APDUs and status words")
struct ResponseAPDUTests {
  @Test("An answer is its data and its last two bytes")
  func parse() throws {
    let answer = try ResponseAPDU(parsing: hex("0102036A82"))
    #expect(answer.data == [1, 2, 3])
    #expect(answer.status == .fileNotFound)
    #expect(answer.encoded == hex("0102036A82"))
  }

  @Test("Fewer than two bytes are no answer", arguments: [[], [0x90]] as [[UInt8]])
  func tooShort(_ bytes: [UInt8]) {
    #expect(throws: SmartCardError(.malformedAnswer)) { try ResponseAPDU(parsing: bytes) }
  }

  @Test("A refusal can be caught by name and by family")
  func catching() {
    func refusal(_ word: UInt16) -> String {
      do {
        _ = try ResponseAPDU(status: StatusWord(rawValue: word)).requireSuccess()
        return "none"
      } catch StatusWord.securityNotSatisfied {
        return "security"
      } catch StatusWord.Family.triesLeft {
        return "tries"
      } catch {
        return "other"
      }
    }
    #expect(refusal(0x9000) == "none")
    #expect(refusal(0x6982) == "security")
    #expect(refusal(0x63C2) == "tries")
    #expect(refusal(0x6A82) == "other")
  }

  @Test("Numbers inside status words are read; 00 means 256")
  func numbers() {
    #expect(StatusWord(rawValue: 0x6110).bytesAvailable == 16)
    #expect(StatusWord(rawValue: 0x6100).bytesAvailable == 256)
    #expect(StatusWord(rawValue: 0x6C00).correctLength == 256)
    #expect(StatusWord(rawValue: 0x63C0).triesLeft == 0)
    #expect(StatusWord(rawValue: 0x6300).triesLeft == nil)
    #expect(StatusWord.success.bytesAvailable == nil)
  }

  @Test("Every status word, known or not, has a meaning, and belongs to no contradictory families")
  func meanings() {
    for word in UInt16.min...UInt16.max {
      let status = StatusWord(rawValue: word)
      #expect(!status.meaning.isEmpty)
      let families = [.warning, .executionError, .checkingError, .desfire, .moreData].filter {
        (family: StatusWord.Family) in family ~= status
      }
      #expect(families.count <= 1)
    }
    #expect("\(StatusWord.fileNotFound)" == "6A82 file or application not found")
  }
}
