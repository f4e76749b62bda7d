import BusinessCalendar
import CardCrypto
import Scenarios
import SmartCard
import Testing
import VIPCard
import VirtualCards

@Test("A program that speaks PC/SC meets a member's chip card, with no reader at hand")
func cardInATest() async throws {
  // The real pcscd with a virtual reader, for this test alone.
  let daemon = try PrivatePCSCD()
  try await daemon.start()
  daemon.adopt()

  // A card of 2026, made by an issuer's key.
  let keys = try MemoryKeyStore([2026: SecretBytes(Array(0..<16))], right: .issue)
  let year = try #require(CardYear(2026))
  let number = try CardNumber("9156880012345672")
  let card = try #require(CardIdentity(number: number, year: year, sequence: 1))
  let day = try #require(BusinessDate("2026-11-22"))
  try daemon.slots[0].insert(
    try await VirtualCPUCard.personalised(
      identity: card, serial: [4, 0x78, 0x2E, 0x21, 0x80, 0x1D, 0x80], issued: day, keys: keys))

  // Whatever speaks PC/SC takes it for a real one; here our own verifier.
  for await event in ReaderMonitor().events() {
    guard case .cardInserted(let reader, _) = event else { continue }
    let connection = try await CardConnection.connect(to: reader)
    #expect(try await CardVerifier(keys: keys).judge(connection, on: day).isAccepted)
    break
  }
  await daemon.stop()
}
