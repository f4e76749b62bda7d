import Foundation
import Scenarios
import SmartCard
import TestSupport
import Testing
import VirtualCards

/// A virtual card is a card to programs that know nothing of it: those that everyone uses, in their own
/// languages, see what we see.
@Suite("Virtual cards before other programs")
struct PeerBehaviour {
  static let echo = ScriptedCard(rules: [.on([], compute: { .message($0 + [0x90, 0x00]) })])

  /// Watches one reader through pyscard's monitor, sends a command to the card, and waits for its removal.
  static let script = """
    import queue, sys
    from smartcard.CardMonitoring import CardMonitor, CardObserver
    events = queue.Queue()
    class Observer(CardObserver):
        def update(self, observable, handlers):
            for kind, cards in zip(("inserted", "removed"), handlers):
                for card in cards:
                    if str(card.reader) == sys.argv[1]:
                        events.put((kind, card))
    monitor, observer = CardMonitor(), Observer()
    monitor.addObserver(observer)
    print("watching", flush=True)
    kind, card = events.get(timeout=60)
    print(kind, bytes(card.atr).hex().upper(), flush=True)
    connection = card.createConnection()
    connection.connect()
    data, sw1, sw2 = connection.transmit([0x00, 0xB0, 0x01, 0x02])
    print(bytes(data).hex().upper(), "%02X%02X" % (sw1, sw2), flush=True)
    connection.disconnect()
    # pyscard may tell an observer twice of a card that came while it was being added.
    while kind != "removed":
        kind, card = events.get(timeout=60)
    print(kind, flush=True)
    monitor.deleteObserver(observer)
    """

  @Test(
    "pyscard sees the card come and go, and its answers as they are",
    .enabled(if: OtherProgram.hasPyscard, "python3-pyscard is not installed"))
  func pyscard() async throws {
    let daemon = try await TestBench.shared.running()
    try await TestBench.withSlot { slot async throws in
      let transcript = CardTranscript()
      let card = ScriptedCard(
        rules: [.on([], compute: { .message($0 + [0x90, 0x00]) })], transcript: transcript)
      let python = try await OtherProgram.run(
        "/usr/bin/python3", ["-c", Self.script, slot.reader], environment: daemon.environment
      ) {
        // pyscard looks once a second; the card stays until it has been talked to.
        try slot.insert(card)
        #expect(
          await transcript.wait(within: .seconds(60)) { $0.contains(.command([0, 0xB0, 1, 2])) })
        // pcscd takes the power away once pyscard has let go.
        #expect(
          await transcript.wait(within: .seconds(60)) { heard in
            let command = heard.lastIndex(of: .command([0, 0xB0, 1, 2])) ?? heard.endIndex
            return heard[command...].contains(.powerOff)
          })
        slot.remove()
      }
      #expect(python.status == 0, "\(python.output)")
      let atr = hexadecimal(ScriptedCard.t1)
      #expect(
        python.output.split(separator: "\n").map(String.init) == [
          "watching", "inserted \(atr)", "00B00102 9000", "removed",
        ])
    }
  }

  @Test(
    "opensc-tool reads the ATR and exchanges commands",
    .enabled(if: OtherProgram.path("opensc-tool") != nil, "opensc is not installed"))
  func opensc() async throws {
    let tool = try #require(OtherProgram.path("opensc-tool"))
    let daemon = try await TestBench.shared.running()
    try await TestBench.withSlot { slot async throws in
      try slot.insert(Self.echo)
      try await TestBench.waitForCard(slot.reader)
      let atr = try await OtherProgram.run(
        tool, ["--reader", slot.reader, "--atr"], environment: daemon.environment)
      #expect(atr.output.contains("3b:85:80:01:56:49:50:32:36:4f"), "\(atr.output)")
      let answer = try await OtherProgram.run(
        tool,
        ["--reader", slot.reader, "--card-driver", "default", "--send-apdu", "00:B0:12:34:00"],
        environment: daemon.environment)
      #expect(answer.output.contains("00 B0 12 34 00"), "\(answer.output)")
      #expect(answer.output.contains("SW1=0x90, SW2=0x00"), "\(answer.output)")
    }
  }

  @Test(
    "pcsc_scan lists the reader and its card",
    .enabled(if: OtherProgram.path("pcsc_scan") != nil, "pcsc-tools are not installed"))
  func pcscScan() async throws {
    let scan = try #require(OtherProgram.path("pcsc_scan"))
    let daemon = try await TestBench.shared.running()
    try await TestBench.withSlot { slot async throws in
      try slot.insert(Self.echo)
      try await TestBench.waitForCard(slot.reader)
      // It ends by itself when nothing has happened for a second.
      let run = try await OtherProgram.run(
        "/usr/bin/timeout", ["60", scan, "-n", "-t", "1"], environment: daemon.environment)
      #expect(run.output.contains(slot.reader), "\(run.output)")
      #expect(run.output.contains("3B 85 80 01 56 49 50 32 36 4F"), "\(run.output)")
    }
  }

  @Test(
    "A reader that another program has for itself is announced, and refused in words",
    .enabled(if: OtherProgram.hasPyscard, "python3-pyscard is not installed"))
  func exclusive() async throws {
    let holder = """
      import os, sys, time
      from smartcard.scard import *
      context = SCardEstablishContext(SCARD_SCOPE_USER)[1]
      result = SCardConnect(context, sys.argv[1], SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_ANY)
      assert result[0] == SCARD_S_SUCCESS, result
      SCardTransmit(result[1], SCARD_PCI_T1, [0, 0xEE, 0, 0])
      while os.path.exists(sys.argv[2]):
          time.sleep(0.02)
      SCardDisconnect(result[1], SCARD_LEAVE_CARD)
      """
    let daemon = try await TestBench.shared.running()
    let transcript = CardTranscript()
    try await TestBench.withSlot { slot async throws in
      let reader = slot.reader
      try slot.insert(ScriptedCard(transcript: transcript))
      try await TestBench.waitForCard(reader)
      let events = ReaderMonitor().events()
      // The other program has the reader for as long as this file is there.
      let sign = FileManager.default.temporaryDirectory.appending(path: "held-\(UUID().uuidString)")
      try Data().write(to: sign)
      let python = try await OtherProgram.run(
        "/usr/bin/python3", ["-c", holder, reader, sign.path], environment: daemon.environment
      ) {
        defer { try? FileManager.default.removeItem(at: sign) }
        #expect(
          await transcript.wait(within: .seconds(60)) { $0.contains(.command([0, 0xEE, 0, 0])) })
        await #expect(throws: SmartCardError(.readerInUse)) {
          try await CardConnection.connect(to: reader)
        }
        let health = await PCSCHealth.check()
        #expect(health.problems.contains { $0.kind == .readerExclusive && $0.subject == reader })
        var seen: [ReaderEvent] = []
        for await event in events where event.reader == reader {
          switch event {
          case .exclusiveUseBegan, .exclusiveUseEnded: seen.append(event)
          default: continue
          }
          if seen.count == 2 { break }
          try FileManager.default.removeItem(at: sign)
        }
        #expect(seen == [.exclusiveUseBegan(reader: reader), .exclusiveUseEnded(reader: reader)])
      }
      #expect(python.status == 0, "\(python.output)")
    }
  }
}
