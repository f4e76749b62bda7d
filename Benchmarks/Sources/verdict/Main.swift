import BusinessCalendar
import CardCrypto
import Foundation
import Scenarios
import SmartCard
import VIPCard
import VirtualCards

/// How long it takes from a card in the reader to the verdict, for every kind of card: through a real
/// pcscd, split into the transport's part and our own, and without any transport; then the same with the
/// issuer key in a SAM in a second reader.
@main
enum Main {
  static func main() async throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 20
    let key = SecretBytes((0..<16).map { UInt8($0) })
    let keys = try MemoryKeyStore([2026: key], right: .issue)
    // One slot a reader, so that the two do not wait for each other.
    let daemon = try PrivatePCSCD(readers: 2)
    try await daemon.start()
    daemon.adopt()
    guard let day = BusinessDate("2026-06-01"), let issued = BusinessDate("2025-12-03"),
      let year = CardYear(2026),
      let identity = CardIdentity(
        number: try CardNumber("9156880012345672"), year: year, sequence: 1)
    else { return }
    let samples = try await Sample.all(keys, identity, issued)
    print("medians of \(rounds) cards each; times in ms, except verifications a second")
    print(Bench.heading)
    let bench = Bench(
      judge: await Judge(
        verifier: CardVerifier(keys: keys.verifyingOnly), day: day, identity: identity),
      slot: daemon.slots[0], module: nil)
    for sample in samples { print(try await bench.row(sample, rounds: rounds)) }
    print("with the key in a SAM; its reader is part of the transport")
    let module = try await Module(key, year: 2026, in: daemon.slots[2])
    let withModule = Bench(
      judge: await Judge(verifier: CardVerifier(keys: module.keys), day: day, identity: identity),
      slot: daemon.slots[0], module: module.channel)
    for sample in samples { print(try await withModule.row(sample, rounds: rounds)) }
    await daemon.stop()
  }
}
