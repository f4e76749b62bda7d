import CardCrypto
import KeyStoreSuite
import SecureModule
import SmartCard
import Testing
import VirtualCards

/// A virtual SAM with the keys of the conformance suite, and what lets a lane in.
struct SAMBench: Sendable {
  static let administratorKey = SecretBytes((0xA0...0xAF).map { UInt8($0) })
  static let serial: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

  static func pin(_ text: String) throws -> SAMPIN {
    try #require(SAMPIN(SecretBytes(text.utf8)))
  }

  static func access(
    _ pin: String = "1234", as role: SAMRole = .till, usesLastTry: Bool = false
  ) throws -> SAMKeyStore.Access {
    SAMKeyStore.Access(
      pairingKey: try SAMProfile.pairingKey(administratorKey: administratorKey, serial: serial),
      pin: try Self.pin(pin), role: role, usesLastTry: usesLastTry)
  }

  static let issuerPIN = "87654321"

  static func issuer() throws -> SAMKeyStore.Access { try access(issuerPIN, as: .issuer) }

  /// Gives the SAM behind a channel its keys.
  static func personalise(_ channel: any CardChannel) async throws {
    _ = try await SAMAdministrator.initialize(
      channel, device: "test", administratorKey: administratorKey,
      pins: [.till: try pin("1234"), .issuer: try pin(issuerPIN)])
    let desk = try await SAMAdministrator(
      channel, device: "test", administratorKey: administratorKey)
    for (year, entry) in KeyStoreUnderTest.keys {
      let named = SAMKeyEntry(
        year: year, right: entry.right, checkValue: try KeyCheckValue(of: entry.key))
      try await desk.load(named, wrapped: AESKeyWrap.wrap(entry.key, under: administratorKey))
    }
  }

  /// A SAM that has been personalised, without reader.
  static func channel(_ interface: CPUCardInterface = .t1) async throws
    -> LoopbackChannel<VirtualSAM>
  {
    let channel = LoopbackChannel(
      VirtualSAM(SAMMemory(serial: serial), interface: interface), usesT0: interface == .t0)
    try await personalise(channel)
    return channel
  }

  /// The memory of a SAM that has been personalised.
  static func memory() async throws -> SAMMemory {
    let kept = Kept()
    let channel = LoopbackChannel(
      VirtualSAM(SAMMemory(serial: serial)) { memory in
        kept.keep(memory)
        return true
      })
    try await personalise(channel)
    return try #require(kept.memory)
  }

  static func store(
    _ channel: any CardChannel, _ access: SAMKeyStore.Access
  ) -> SAMKeyStore {
    SAMKeyStore(device: "test", access: access) { () async throws(KeyDeviceFailure) in channel }
  }
}
