import Testing
import VirtualCards

@Suite("vpcd's framing")
struct FramingTests {
  @Test("Messages that arrive together are taken apart")
  func coalesced() {
    var framing = VPCDFraming()
    framing.append([0, 1, 2, 0, 1, 4, 0, 4, 0, 0x84, 0, 0])
    #expect(framing.next() == .reset)
    #expect(framing.next() == .atr)
    #expect(framing.next() == .command([0, 0x84, 0, 0]))
    #expect(framing.next() == nil)
  }

  @Test("A message that arrives byte by byte is put together")
  func split() {
    var framing = VPCDFraming()
    for byte in [0, 5, 0, 0xB0, 0, 0] as [UInt8] {
      framing.append([byte])
      #expect(framing.next() == nil)
    }
    framing.append([0x10])
    #expect(framing.next() == .command([0, 0xB0, 0, 0, 0x10]))
  }

  @Test("Control bytes are told from commands by their length alone")
  func control() {
    var framing = VPCDFraming()
    framing.append([0, 1, 0, 0, 1, 1, 0, 1, 3, 0, 0, 0, 2, 4, 4])
    #expect(framing.next() == .powerOff)
    #expect(framing.next() == .powerOn)
    #expect(framing.next() == .unknownControl(3))
    #expect(framing.next() == .command([4, 4]))
  }

  @Test("However a stream is cut, the messages are the same")
  func anyCut() throws {
    let contents: [[UInt8]] = [[1], [4], [UInt8](repeating: 7, count: 70), [0, 0xA4, 0, 0], [2]]
    var stream: [UInt8] = []
    for content in contents { stream += try #require(VPCDFraming.frame(content)) }
    for size in 1...stream.count {
      var framing = VPCDFraming()
      var messages: [VPCDMessage] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        framing.append(stream[start..<min(start + size, stream.count)])
        while let message = framing.next() { messages.append(message) }
      }
      #expect(messages.count == contents.count)
      #expect(messages.first == .powerOn)
      #expect(messages.last == .reset)
    }
  }

  @Test("65,535 bytes are the most that a message holds")
  func limit() {
    #expect(VPCDFraming.frame([UInt8](repeating: 0, count: 65_535))?.prefix(2) == [0xFF, 0xFF])
    #expect(VPCDFraming.frame([UInt8](repeating: 0, count: 65_536)) == nil)
  }
}
