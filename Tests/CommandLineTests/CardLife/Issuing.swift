import BusinessCalendar
import CardCrypto
import SmartCard
import Testing
import VIPCard
import VirtualCards

/// The issuing desk without a reader.
enum Issuing {
  /// Makes a virtual card into the first card of a number in 2026.
  static func issue(_ number: String, on card: any VirtualCard) async throws {
    func channel(_ card: some VirtualCard) -> any CardChannel { LoopbackChannel(card) }
    let keys = try MemoryKeyStore(
      [2026: SecretBytes((0x00...0x0F).map { UInt8($0) })], right: .issue)
    let year = try #require(CardYear(2026))
    let identity = try #require(CardIdentity(number: CardNumber(number), year: year, sequence: 1))
    let order = CardPersonaliser.Order(
      identity: identity, issued: try #require(BusinessDate("2025-12-03")))
    _ = try await CardPersonaliser(keys: keys).personalise(channel(card), as: order)
  }
}
