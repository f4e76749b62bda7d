import MagneticStripe
import TestSupport
import Testing

@Suite("What an ID TECH head types in secure output")
struct SecureFrameTextTests {
  private func typed(_ line: String) -> SecureFrameText? {
    SecureFrameText(Array(line.utf8).span)
  }

  @Test("Published lines are whole and sound, and end in their key's number", arguments: 0..<3)
  func published(_ index: Int) throws {
    let line = Array(secureMagLines[index].utf8)
    let found = SecureFrameText(line.span)
    let frame = try #require(found)
    #expect(!frame.isDamaged)
    let block = frame.withBlock(of: line.span) { block in block.indices.map { block[$0] } }
    // Type, status, lengths, in the enhanced format two bytes, then the masked tracks as they are.
    let shown = line.firstIndex(of: UInt8(ascii: "%")).map { ($0 - 6) / 2 } ?? 0
    #expect(shown == (index < 2 ? 7 : 5))
    let masked = Int(block[2]) + Int(block[3])
    #expect(block[shown..<shown + masked].first == UInt8(ascii: "%"))
    #expect(block[..<(shown + masked)].last == UInt8(ascii: "*"))
    #expect(Array(block.suffix(10)) == hex(secureMagNumbers[index]))
    // Two encrypted tracks and two hashes; one of each and a session.
    let rest = block.count - shown - masked - 10
    #expect(rest == [120 + 40, 112 + 40, 64 + 8 + 20][index])
    #expect(KeyboardWedgeText.read(line.span).trackError(.one) == .encrypted(keySerialNumber: nil))
  }

  @Test(
    "Every character that was lost, doubled or changed is noticed, and no masked track is read",
    arguments: secureMagLines)
  func damaged(_ published: String) {
    let line = Array(published.utf8)
    for index in line.indices {
      var lost = line
      lost.remove(at: index)
      var doubled = line
      doubled.insert(line[index], at: index)
      var changed = line
      changed[index] ^= 1
      for wrong in [lost, doubled, changed] {
        // The first digit or the last one twice: the frame between is whole.
        let isWhole = wrong == doubled && (index == 0 || index == line.count - 1)
        #expect(SecureFrameText(wrong.span)?.isDamaged != false || isWhole, "\(index)")
        #expect(KeyboardWedgeText.read(wrong.span).tracks?.readable == [], "\(index)")
      }
    }
  }

  @Test("Cut off anywhere, it gives no track", arguments: secureMagLines)
  func cut(_ published: String) {
    let line = Array(published.utf8)
    for count in 0..<line.count {
      #expect(KeyboardWedgeText.read(Array(line[..<count]).span).tracks?.readable == [])
      // Whoever begins to listen in the middle hears the end only.
      let end = Array(line[(line.count - count)...])
      #expect(KeyboardWedgeText.read(end.span).tracks?.readable == [], "the last \(count)")
    }
  }

  @Test("Keys before and behind it do no harm")
  func around() {
    for line in secureMagLines {
      for other in ["0" + line, "xyz " + line, line + "\r", "02" + line + "7", line + " ;1=2?"] {
        #expect(typed(other)?.isDamaged == false)
      }
    }
  }

  @Test(
    "Other lines are none",
    arguments: [
      "", "02", "0200", ";9156880012345672=26127011966065963249?",
      "%V9156880012345672^ /^26127011966065963249?;9156880012345672=26127011966065963249?",
      "1234567890123%V9156880012345672^ /^2612?", magneSafeExample12,
      ";" + String(repeating: "1", count: 60), "0211002200330044005500660077",
    ])
  func others(_ line: String) { #expect(typed(line) == nil) }
}
