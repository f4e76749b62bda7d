import CardReaders
import MagneticStripe
import Testing
import USBDevices
import Wording

@Suite("Encrypting heads")
struct EncryptedHeadTests {
  private static let tracks = ["", Stripe.two, ""]

  @Test(
    "Encrypted tracks are named with their key, in either byte order of the status",
    arguments: [[0, 6], [6, 0], [0, 4]] as [[UInt8]])
  func magneSafe(_ encryption: [UInt8]) throws {
    let decoder = try StripeReportDecoder(profile: .magTekMagneSafe)
    let swipe = decoder.decode(
      Report.magneSafe(Self.tracks, encryption: encryption, status: [1, 0, 0]))
    #expect(swipe.tracks?.one == .error(.undecodable))
    #expect(swipe.tracks?.two == .error(.encrypted(keySerialNumber: Report.serialNumber)))
    #expect(swipe.tracks?.three == .empty)
  }

  @Test("A report without encryption status counts as encrypted: masked tracks are never believed")
  func cutOff() throws {
    let decoder = try StripeReportDecoder(profile: .magTekMagneSafe)
    let report = Report.magneSafe(Self.tracks, encryption: [0, 0])
    let swipe = decoder.decode(Array(report.prefix(400)))
    #expect(swipe.tracks?.two == .error(.encrypted(keySerialNumber: nil)))
  }

  @Test(
    "Either MagTek model may send either form: without a descriptor the length tells",
    arguments: [DeviceProfile.magTekSureSwipe, .magTekMagneSafe])
  func eitherForm(_ profile: DeviceProfile) throws {
    let decoder = try StripeReportDecoder(profile: profile)
    let encrypted = Report.magneSafe(Self.tracks, encryption: [0, 6])
    for length in [887, 856] {
      let swipe = decoder.decode(Array(encrypted.prefix(length)))
      #expect(swipe.tracks?.two == .error(.encrypted(keySerialNumber: Report.serialNumber)))
    }
    let clear = Report.sureSwipe([Stripe.one, Stripe.two, Stripe.three])
    #expect(decoder.decode(clear) == Stripe.whole)
    #expect(decoder.decode(clear + [1]) == Stripe.whole)
  }

  @Test("With the device's own descriptor its fields decide")
  func ownDescriptor() throws {
    for form in DeviceProfile.magTekSureSwipe.forms {
      guard case .usages(let form) = form else { continue }
      let descriptor = try HIDReportDescriptor(form.descriptor)
      let decoder = try StripeReportDecoder(profile: .magTekMagneSafe, descriptor: descriptor)
      let isEncrypting = form.encryptionStatus != nil
      let report =
        isEncrypting
        ? Report.magneSafe(Self.tracks, encryption: [0, 6]) : Report.sureSwipe(Self.tracks)
      let two = decoder.decode(report).tracks?.two
      #expect((two?.trackError?.code == "trackEncrypted") == isEncrypting)
      #expect((two?.data == nil) == isEncrypting)
    }
  }

  @Test("ID TECH's secure frame is recognised, checked, and its key named")
  func idTech() throws {
    let decoder = try StripeReportDecoder(profile: .idTech)
    let serial: [UInt8] = [0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 8]
    let report = Report.idTechSecure(lengths: [0, 40, 0], status: 0b110, serialNumber: serial)
    let tracks = decoder.decode(report).tracks
    #expect(tracks?.one == .error(.undecodable))
    #expect(tracks?.two == .error(.encrypted(keySerialNumber: Report.serialNumber)))
    #expect(tracks?.three == .empty)
    let none = Report.idTechSecure(
      lengths: [0, 40, 0], serialNumber: [UInt8](repeating: 0, count: 10))
    #expect(decoder.decode(none).tracks?.two == .error(.encrypted(keySerialNumber: nil)))
  }

  @Test("Every flipped bit of a secure frame is refused")
  func flipped() throws {
    let decoder = try StripeReportDecoder(profile: .idTech)
    let serial: [UInt8] = [0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 8]
    let report = Report.idTechSecure(lengths: [0, 40, 0], serialNumber: serial)
    for byte in 1..<3 + 57 + 3 {
      for bit in UInt8(0)..<8 {
        var flipped = report
        flipped[byte] ^= 1 << bit
        let error = decoder.decode(flipped).tracks?.two.trackError
        #expect(error?.code != "trackEncrypted", "byte \(byte), bit \(bit)")
        #expect(error != nil)
      }
    }
  }

  @Test("A frame that ends early says so")
  func short() throws {
    let decoder = try StripeReportDecoder(profile: .idTech)
    #expect(decoder.decode([2]).tracks?.two == .error(.cutShort(stated: 3, present: 1)))
    #expect(decoder.decode([2, 20, 0, 1]).tracks?.two == .error(.cutShort(stated: 26, present: 4)))
    #expect(decoder.decode([2, 0, 0, 0, 0, 3]).tracks?.two == .error(.redundancy))
  }

  @Test(
    "The message names the key and says what to do, in every language", arguments: Language.allCases
  )
  func message(_ language: Language) {
    let error = TrackError.encrypted(keySerialNumber: Report.serialNumber)
    #expect(error.message[language].contains(Report.serialNumber))
    #expect(error.hint?[language].isEmpty == false)
    #expect(error.nature == .device)
  }
}
