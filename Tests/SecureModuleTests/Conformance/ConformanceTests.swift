import CardCrypto
import Foundation
import Glibc
import KeyStoreSuite
import Scenarios
import SecureModule
import Testing
import VirtualCards

@Suite("One suite for every key store")
struct ConformanceTests {
  @Test("The process's memory")
  func memory() async throws {
    let keys = KeyStoreUnderTest.keys
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("keys.json").path
    let passphrase = SecretBytes("a passphrase".utf8)
    try KeyFile.create(
      at: path, passphrase: passphrase, derivation: PassphraseDerivation(cost: 1 << 12))
    for (year, entry) in keys {
      try KeyFile.importKey(
        entry.key, at: path, year: year, right: entry.right, passphrase: passphrase)
    }
    let store = try KeyFile.open(at: path, passphrase: passphrase)
    try await KeyStoreConformance(subject: KeyStoreUnderTest(store: store)).check()
  }

  @Test(
    "A SAM without a reader, over every protocol",
    arguments: [CPUCardInterface.t0, .t1, .contactless])
  func sam(_ interface: CPUCardInterface) async throws {
    let channel = try await SAMBench.channel(interface)
    let store = SAMBench.store(channel, try SAMBench.issuer())
    try await KeyStoreConformance(
      subject: KeyStoreUnderTest(store: store, givesCardKeys: false)
    ).check()
  }

  /// libpcsclite knows one socket per process, so each has a process of its own.
  @Test("A SAM behind the real pcscd, T=0")
  func samT0() async {
    await #expect(processExitsWith: .success) { try await throughPCSCD(.t0) }
  }

  @Test("A SAM behind the real pcscd, T=1")
  func samT1() async {
    await #expect(processExitsWith: .success) { try await throughPCSCD(.t1) }
  }
}

private func throughPCSCD(_ interface: CPUCardInterface) async throws {
  let daemon = try PrivatePCSCD()
  daemon.adopt()
  try await daemon.start()
  let slot = daemon.slots[1]
  try slot.insert(VirtualSAM(try await SAMBench.memory(), interface: interface))
  try #require(await slot.card.waitUntilServed(within: .seconds(20)))
  let reader = SAMReader(slot.reader)
  try await waitForCard(in: slot.reader)
  let store = SAMKeyStore(reader, access: try SAMBench.issuer())
  try await KeyStoreConformance(
    subject: KeyStoreUnderTest(store: store, givesCardKeys: false)
  ).check()
  slot.remove()
  await daemon.stop()
}
