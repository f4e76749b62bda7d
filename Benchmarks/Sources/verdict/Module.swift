import CardCrypto
import Foundation
import Scenarios
import SecureModule
import SmartCard
import VirtualCards

/// A SAM in a reader of its own, with the issuer key in it: the key store of a lane that holds no keys.
struct Module {
  let keys: SAMKeyStore
  let channel: TimedChannel

  init(_ key: SecretBytes, year: Int, in slot: PrivatePCSCD.Slot) async throws {
    let administratorKey = SecretBytes.random(count: 16)
    let serial: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    guard let till = SAMPIN(SecretBytes("1234".utf8)), let issuer = SAMPIN(SecretBytes("5678".utf8))
    else { throw CocoaError(.coderInvalidValue) }
    try slot.insert(VirtualSAM(SAMMemory(serial: serial)))
    guard await slot.card.waitUntilPowered(within: .seconds(20)) else { throw NotAccepted() }
    let channel = TimedChannel(try await SAMReader(slot.reader).connect())
    _ = try await SAMAdministrator.initialize(
      channel, device: slot.reader, administratorKey: administratorKey,
      pins: [.till: till, .issuer: issuer])
    let desk = try await SAMAdministrator(
      channel, device: slot.reader, administratorKey: administratorKey)
    try await desk.load(
      SAMKeyEntry(year: year, right: .verify, checkValue: KeyCheckValue(of: key)),
      wrapped: AESKeyWrap.wrap(key, under: administratorKey))
    keys = SAMKeyStore(
      device: slot.reader,
      access: SAMKeyStore.Access(
        pairingKey: try SAMProfile.pairingKey(administratorKey: administratorKey, serial: serial),
        pin: till)
    ) { () async throws(KeyDeviceFailure) in channel }
    self.channel = channel
  }
}
