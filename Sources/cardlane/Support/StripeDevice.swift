import ArgumentParser
import CardCrypto
import CardReaders
import Desk
import MagneticStripe

/// How swipes arrive on standard input.
enum StripeDevice: String, CaseIterable, ExpressibleByArgument {
  /// Text, as a reader in keyboard mode types it.
  case wedge
  /// Hexadecimal input reports of a MagTek SureSwipe or MagneSafe reader.
  case magtek
  /// Hexadecimal input reports of an ID TECH reader.
  case idtech
  /// Hexadecimal input reports after the USB-IF's stripe reader page 0x8E.
  case hidpos

  /// What turns a line of input into a swipe; `keys` decrypt the tracks of encrypting heads.
  func decoder(
    keys: any SwipeKeyStore = MemorySwipeKeyStore()
  ) throws -> (_ line: [UInt8]) throws -> StripeRead {
    let profile: DeviceProfile
    switch self {
    case .wedge:
      let decoder = WedgeTextDecoder(swipeKeys: keys)
      return { decoder.decode($0.span) }
    case .magtek: profile = .magTekSureSwipe
    case .idtech: profile = .idTech
    case .hidpos: profile = .hidPOS
    }
    let decoder = try StripeReportDecoder(profile: profile, swipeKeys: keys)
    return { line in
      var report = try Hexadecimal.bytes(line)
      defer { SecretBytes.clear(&report) }
      return decoder.decode(report)
    }
  }
}
