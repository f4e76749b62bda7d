import CardCrypto
import Foundation
import Scenarios
import SecureModule
import SmartCard
import VirtualCards

/// Asks every kind of key store the same questions, one after the other, and prints how many answers a
/// second it gives: the process's memory, a SAM without a reader, a SAM behind the real pcscd, and, where
/// SoftHSM is installed, a PKCS#11 token.
@main
enum Main {
  private static let issuerKey = SecretBytes((0..<16).map { UInt8($0) })
  private static let administratorKey = SecretBytes.random(count: 16)
  private static let serial: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

  static func main() async throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000
    print("store                        stripe code   card code   EV2 handshake   (a second)")
    try await measure("memory", MemoryKeyStore([2026: issuerKey]), rounds * 10)

    let loopback = LoopbackChannel(VirtualSAM(SAMMemory(serial: serial)))
    try await personalise(loopback)
    try await measure("SAM, no reader", try store(loopback), rounds)

    let daemon = try PrivatePCSCD()
    try await daemon.start()
    daemon.adopt()
    for (slot, interface) in zip(daemon.slots, [CPUCardInterface.t1, .t0]) {
      try slot.insert(VirtualSAM(SAMMemory(serial: serial), interface: interface))
      guard await slot.card.waitUntilServed(within: .seconds(20)) else { return }
      let channel = try await connect(slot.reader)
      try await personalise(channel)
      try await measure("SAM, pcscd, \(interface)", try store(channel), rounds)
    }
    try await token(rounds)
    await daemon.stop()
  }

  private static func connect(_ reader: String) async throws -> any CardChannel {
    for _ in 0..<200 {
      if let channel = try? await SAMReader(reader).connect() { return channel }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await SAMReader(reader).connect()
  }

  private static func pin(_ text: String) throws -> SAMPIN {
    guard let pin = SAMPIN(SecretBytes(text.utf8)) else { throw CocoaError(.coderInvalidValue) }
    return pin
  }

  private static func personalise(_ channel: any CardChannel) async throws {
    _ = try await SAMAdministrator.initialize(
      channel, device: "SAM", administratorKey: administratorKey,
      pins: [.till: pin("1234"), .issuer: pin("5678")])
    let desk = try await SAMAdministrator(
      channel, device: "SAM", administratorKey: administratorKey)
    try await desk.load(
      SAMKeyEntry(year: 2026, right: .verify, checkValue: KeyCheckValue(of: issuerKey)),
      wrapped: AESKeyWrap.wrap(issuerKey, under: administratorKey))
  }

  private static func store(_ channel: any CardChannel) throws -> SAMKeyStore {
    let access = SAMKeyStore.Access(
      pairingKey: try SAMProfile.pairingKey(administratorKey: administratorKey, serial: serial),
      pin: try pin("1234"))
    return SAMKeyStore(device: "SAM", access: access) {
      () async throws(KeyDeviceFailure) in channel
    }
  }

  /// A token of its own in a directory of its own.
  private static func token(_ rounds: Int) async throws {
    let module = "/usr/lib/softhsm/libsofthsm2.so"
    guard FileManager.default.fileExists(atPath: module) else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("softhsm2.conf")
    try Data("directories.tokendir = \(folder.path)\nlog.level = ERROR\n".utf8).write(to: file)
    unsafe setenv("SOFTHSM2_CONF", file.path, 1)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "softhsm2-util", "--init-token", "--free", "--label", "BENCH", "--so-pin", "12345678",
      "--pin", "1234",
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let store = try PKCS11KeyStore(
      TokenURI("pkcs11:token=BENCH?module-path=\(module)"), pin: SecretBytes("1234".utf8),
      writes: true)
    try await store.load(issuerKey, year: 2026, right: .verify)
    try await measure("PKCS#11, SoftHSM", store, rounds)
  }

  /// Three operations: the code of a stripe, the proof of a CPU card, both halves of a handshake.
  private static func measure(
    _ name: String, _ store: some SessionKeyStore, _ rounds: Int
  ) async throws {
    let message = [UInt8](repeating: 0x56, count: 20)
    let diversification = [UInt8](repeating: 4, count: 15) + [1]
    let cardKey = try AN10922.diversify(issuerKey, with: diversification)
    var generator = SystemRandomNumberGenerator()
    let card = try EV2CardHandshake(key: cardKey, using: &generator)
    let stripe = try await rate(rounds) {
      _ = try await store.authenticationCode(year: 2026, message: message)
    }
    let chip = try await rate(rounds) {
      _ = try await store.diversifiedAuthenticationCode(
        year: 2026, diversification: diversification, message: message)
    }
    let handshake = try await rate(rounds / 2) {
      let terminal = try await store.beginEV2(
        year: 2026, diversification: diversification, challenge: card.challenge)
      let (answer, _) = try card.finish(terminal.reply, identifier: [1, 2, 3, 4])
      _ = try await terminal.finish(answer)
    }
    print(
      name.padding(toLength: 28, withPad: " ", startingAt: 0),
      [stripe, chip, handshake].map { String(Int($0)) }.joined(separator: "          "))
  }

  private static func rate(_ rounds: Int, _ body: () async throws -> Void) async throws -> Double {
    for _ in 0..<20 { try await body() }
    let clock = ContinuousClock()
    let time = try await clock.measure { for _ in 0..<rounds { try await body() } }
    return Double(rounds)
      / (Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
  }
}
