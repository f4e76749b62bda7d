import Scenarios
import SmartCard
import Testing
import VirtualCards

@Suite("Protocols and reader functions, through the real pcscd")
struct ProtocolBehaviour {
  @Test("A T=0 card is used with T=0, and T=1 on it is refused")
  func t0() async throws {
    try await TestBench.withCard(ScriptedCard(atr: ScriptedCard.t0)) { card, slot async throws in
      #expect(card.activeProtocol == .t0)
      await #expect(throws: SmartCardError(.protocolMismatch)) {
        try await CardConnection.connect(to: slot.reader, options: .init(protocols: .t1))
      }
    }
  }

  @Test("Over T=0 a case 4 command goes without Le, 61xx is fetched and 6Cxx corrected")
  func t0Answers() async throws {
    let script = ScriptedCard(
      atr: ScriptedCard.t0,
      rules: [
        .on([0x00, 0xA4], .message([0x61, 0x02])),
        .on([0x00, 0xC0], .message([0xAB, 0xCD, 0x90, 0x00])),
        .on([0x00, 0xB0], .message([0x6C, 0x01]), .message([0x77, 0x90, 0x00])),
      ])
    try await TestBench.withCard(script) { card, _ async throws in
      let selected = try await card.transmit(
        .init(cla: 0, ins: 0xA4, p1: 4, p2: 0, data: [0xF0], expectedLength: 256))
      #expect(selected == .init(data: [0xAB, 0xCD]))
      let read = try await card.transmit(
        .init(cla: 0, ins: 0xB0, p1: 0, p2: 0, expectedLength: 256))
      #expect(read == .init(data: [0x77]))
      #expect(
        script.transcript.commands == [
          [0, 0xA4, 4, 0, 1, 0xF0], [0, 0xC0, 0, 0, 2], [0, 0xB0, 0, 0, 0], [0, 0xB0, 0, 0, 1],
        ])
    }
  }

  @Test("An ATR of one byte is reported with its problem, and connecting is refused")
  func shortATR() async throws {
    try await TestBench.withSlot { slot async throws in
      try slot.insert(ScriptedCard(atr: [0x3B]))
      for await event in ReaderMonitor().events() {
        guard case .cardInserted(slot.reader, let atr) = event else { continue }
        #expect(atr.problems == [.cutOff(before: "T0")])
        break
      }
      await #expect(throws: SmartCardError(.protocolMismatch)) {
        try await CardConnection.connect(to: slot.reader)
      }
    }
  }

  @Test("A wrong check byte does not keep a card from working, but is said")
  func wrongCheckByte() async throws {
    let atr = Array(ScriptedCard.t1.dropLast()) + [0x00]
    try await TestBench.withCard(ScriptedCard(atr: atr)) { card, _ async throws in
      #expect(card.atr.problems == [.checkByteWrong(found: 0, expected: 0x4F)])
      #expect(try await card.transmit(raw: [0, 1, 2, 3]) == [0x6D, 0x00])
    }
  }

  @Test("A mute card is announced as unresponsive, and connecting says the same")
  func mute() async throws {
    try await TestBench.withSlot { slot async throws in
      try slot.insert(ScriptedCard.mute())
      var seen: ReaderEvent?
      for await event in ReaderMonitor().events() {
        if event == .cardUnresponsive(reader: slot.reader) { seen = event }
        if case .cardInserted(slot.reader, _) = event { seen = event }
        if seen != nil { break }
      }
      #expect(seen == .cardUnresponsive(reader: slot.reader))
      await #expect(throws: SmartCardError(.cardUnresponsive)) {
        try await CardConnection.connect(to: slot.reader)
      }
    }
  }

  @Test("A reader can be reached without a card, for control commands and attributes")
  func direct() async throws {
    try await TestBench.withSlot { slot async throws in
      let reader = try await CardConnection.connect(
        to: slot.reader, options: .init(share: .direct))
      #expect(reader.atr.bytes.isEmpty)
      // vpcd offers no part 10 features; that is an empty list, not a failure.
      #expect(try await reader.features().isEmpty)
      await #expect(throws: SmartCardError(.unsupportedFeature)) {
        try await reader.use(.verifyPINDirect)
      }
      try await reader.disconnect()
    }
  }

  @Test("An attribute that the reader does not have is an unsupported feature")
  func attribute() async throws {
    try await TestBench.withCard(ScriptedCard()) { card, _ async throws in
      await #expect(throws: SmartCardError(.unsupportedFeature)) {
        try await card.attribute(.serialNumber)
      }
    }
  }

  @Test("PC/SC part 3: UID, load key, authenticate, read, update; a refusal names its status word")
  func contactless() async throws {
    let transcript = CardTranscript()
    let block = [UInt8](0..<16)
    let script = ScriptedCard(
      atr: [0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0, 0, 3, 6, 3, 0, 1, 0, 0, 0, 0, 0x6A],
      rules: [
        .on([0xFF, 0xCA, 0, 0], .message([4, 0x78, 0x2E, 0x21, 0x90, 0])),
        .on([0xFF, 0x82], .message([0x90, 0])), .on([0xFF, 0x86], .message([0x90, 0])),
        .on([0xFF, 0xB0, 0, 4], .message(block + [0x90, 0])),
        .on([0xFF, 0xB0], .message([0x69, 0x82])), .on([0xFF, 0xD6], .message([0x90, 0])),
      ], transcript: transcript)
    try await TestBench.withCard(script) { connection, _ async throws in
      let card = ContactlessCard(connection)
      #expect(connection.atr.storageCard?.name == "MIFARE Classic 1K")
      #expect(try await card.uid() == [4, 0x78, 0x2E, 0x21])
      try await card.loadKey([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
      try await card.authenticate(block: 4, with: .a)
      #expect(try await card.read(block: 4) == block)
      try await card.update(block: 4, block)
      let error = await #expect(throws: SmartCardError.self) { try await card.read(block: 8) }
      #expect(error?.statusWord == .securityNotSatisfied)
      #expect(
        transcript.commands.map { Array($0.prefix(10)) }
          == [
            [0xFF, 0xCA, 0, 0, 0], [0xFF, 0x82, 0, 0, 6, 255, 255, 255, 255, 255],
            [0xFF, 0x86, 0, 0, 5, 1, 0, 4, 0x60, 0], [0xFF, 0xB0, 0, 4, 16],
            [0xFF, 0xD6, 0, 4, 16, 0, 1, 2, 3, 4], [0xFF, 0xB0, 0, 8, 16],
          ])
    }
  }
}
