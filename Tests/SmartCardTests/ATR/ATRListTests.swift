import Foundation
import SmartCard
import Testing
import Wording

/// Where pcsc-tools puts its list.
private let listPath = "/usr/share/pcsc/smartcard_list.txt"

/// Every answer-to-reset that the world's smart-card people have sent in: the list of pcsc-tools, where it
/// is installed. It is read at test time and not part of this project (it is under the GPL).
@Suite(
  "The list of known ATRs",
  .enabled(
    if: FileManager.default.isReadableFile(atPath: listPath),
    "pcsc-tools are not installed"))
struct ATRListTests {
  struct Entry: Sendable {
    let text: String
    let words: String
    var atr: ATR? { ATR(hexadecimal: text) }
  }

  /// The entries without wildcards, with their description.
  static func entries() throws -> (exact: [Entry], patterns: Int) {
    // A few descriptions are not UTF-8; the ATRs are ASCII.
    let text = String(decoding: try Data(contentsOf: URL(filePath: listPath)), as: UTF8.self)
    var exact: [Entry] = []
    var patterns = 0
    var head: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("3B") || line.hasPrefix("3F") {
        if line.allSatisfy({ $0.isHexDigit || $0 == " " }) {
          head = String(line)
          exact.append(Entry(text: String(line), words: ""))
        } else {
          patterns += 1
          head = nil
        }
      } else if line.hasPrefix("\t"), let known = head, let last = exact.indices.last {
        exact[last] = Entry(text: known, words: exact[last].words + line)
      } else {
        head = nil
      }
    }
    return (exact, patterns)
  }

  @Test("Each is taken apart without remainder, or what is wrong with it is said")
  func all() throws {
    let (entries, patterns) = try Self.entries()
    // The list of Debian 12 has more than 4,000; a list that is not read at all must not pass.
    try #require(entries.count > 3_000)
    var tally: [String: Int] = [:]
    for entry in entries {
      guard let atr = entry.atr else {
        // An odd digit: no bytes, and so refused.
        #expect(entry.text.count { $0 != " " } % 2 == 1, "\(entry.text)")
        tally["no bytes", default: 0] += 1
        continue
      }
      // Every byte is accounted for: TS, T0, interface, historical, check, and what is too many.
      var parts = 1 + (atr.bytes.count > 1 ? 1 : 0) + atr.interfaceBytes.count
      parts += atr.historicalBytes.count + (atr.checkByte == nil ? 0 : 1)
      for case .trailingBytes(let count) in atr.problems { parts += count }
      for case .tooLong(let count) in atr.problems { parts += count - 33 }
      #expect(parts == atr.bytes.count, "\(entry.text): \(atr.problems)")
      #expect(!atr.explanation.english.isEmpty)
      if atr.problems.isEmpty { tally["correct", default: 0] += 1 }
      for problem in atr.problems {
        tally[Self.name(problem), default: 0] += 1
        if case .checkByteWrong(_, let expected) = problem {
          // With the check byte that it names, nothing is wrong with it any more.
          var bytes = atr.bytes
          bytes[1 + 1 + atr.interfaceBytes.count + atr.historicalBytes.count] = expected
          #expect(!ATR(bytes).problems.contains { Self.name($0) == "check byte wrong" })
        }
      }
    }
    // People have sent in what their readers reported: nearly all of it is right.
    #expect(tally["correct", default: 0] * 100 > entries.count * 90, "\(tally)")
    print(
      "\(entries.count) ATRs, \(patterns) patterns; "
        + tally.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
  }

  @Test("What the list calls a contactless memory card is named as one")
  func storageCards() throws {
    let named = try Self.entries().exact.filter { $0.words.contains("MIFARE Classic 1K") }
      .compactMap(\.atr).filter { $0.storageCard != nil }
    #expect(!named.isEmpty)
    for atr in named { #expect(atr.isContactless) }
  }

  private static func name(_ problem: ATR.Problem) -> String {
    switch problem {
    case .empty: "empty"
    case .unknownConvention: "unknown convention"
    case .tooLong: "too long"
    case .cutOff: "cut off"
    case .checkByteMissing: "check byte missing"
    case .checkByteWrong: "check byte wrong"
    case .trailingBytes: "bytes too many"
    }
  }
}
