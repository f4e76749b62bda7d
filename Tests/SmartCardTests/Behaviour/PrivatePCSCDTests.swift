import Glibc
import Scenarios
import Testing
import VirtualCards

@Suite("A pcscd of one's own")
struct PrivatePCSCDTests {
  @Test("Several run side by side, each on its own socket, and leave nothing behind")
  func sideBySide() async throws {
    let daemons = try [PrivatePCSCD(), PrivatePCSCD(readers: 3)]
    for daemon in daemons { try await daemon.start() }
    #expect(daemons[0].processID != daemons[1].processID)
    #expect(daemons[0].socketPath != daemons[1].socketPath)
    #expect(daemons[0].environment["PCSCLITE_CSOCK_NAME"] == daemons[0].socketPath)
    #expect(daemons[1].slots.count == 6)
    #expect(Set(daemons.flatMap { $0.slots.map(\.card.port) }).count == 8)
    for daemon in daemons {
      await daemon.stop()
      #expect(daemon.processID == nil)
      #expect(unsafe access(daemon.directory, F_OK) != 0)
    }
  }

  @Test("It starts again at the same place after it was killed, and cards come back by themselves")
  func restart() async throws {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    let transcript = CardTranscript()
    try daemon.slots[1].insert(ScriptedCard(transcript: transcript))
    let isServed = await daemon.slots[1].card.waitUntilServed(within: .seconds(10))
    #expect(isServed)
    let first = daemon.processID
    try await daemon.restart()
    transcript.clear()
    #expect(daemon.processID != first)
    let isServedAgain = await transcript.wait(within: .seconds(10)) { $0.contains(.atr) }
    #expect(isServedAgain)
    await daemon.stop()
  }

  @Test("More readers than pcscd serves are refused in words", arguments: [0, 9])
  func tooMany(_ readers: Int) {
    let error = #expect(throws: PrivatePCSCDError.self) { try PrivatePCSCD(readers: readers) }
    #expect(error?.reason == .tooManyReaders)
  }
}
