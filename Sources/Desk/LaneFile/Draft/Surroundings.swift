import CardCrypto
import CardReaders
package import Foundation
import InputDevices
import LinuxSystem
import Loyalty
import SmartCard
import USBDevices
package import Wording

/// What can be found out about a machine by looking, so that nobody has to be asked for it.
package struct Surroundings: Sendable {
  /// A thing that was found, and what is to be said about it.
  package struct Find: Sendable, Hashable {
    package var value: String
    package var note: String

    package init(_ value: String, note: String = "") {
      self.value = value
      self.note = note
    }
  }

  /// The machine's time zone.
  package var timeZone: TimeZone
  /// The language of its locale.
  package var language: Language
  /// PC/SC readers by the part of their name that stays.
  package var readers: [Find] = []
  /// Stripe readers that are known, by name: they need no line in the file.
  package var stripeReaders: [Find] = []
  /// Printers on USB by their address.
  package var printers: [Find] = []
  /// Program files beside the lane file, with their id and version.
  package var programs: [Find] = []
  /// Poster files.
  package var posters: [Find] = []
  /// Key files.
  package var keyFiles: [Find] = []
  /// Stores.
  package var stores: [Find] = []

  package init(timeZone: TimeZone, language: Language) {
    self.timeZone = timeZone
    self.language = language
  }

  /// Looks at the machine and around the place where a lane file is to be.
  ///
  /// - Parameter folder: the lane file's folder; empty for the current one.
  package static func look(around folder: String, language: Language) async -> Surroundings {
    var found = Surroundings(timeZone: .current, language: language)
    found.lookAtFiles(in: folder)
    for reader in await PCSCHealth.check(within: .seconds(2)).readers {
      let name = withoutIndex(reader.name)
      if !found.readers.contains(where: { $0.value == name }) {
        found.readers.append(Find(name, note: reader.name))
      }
    }
    await found.lookAtUSB()
    return found
  }

  /// A reader's name without the numbers that pcscd gives it anew with each plug: ` 00 00`.
  static func withoutIndex(_ name: String) -> String {
    var parts = name.split(separator: " ", omittingEmptySubsequences: false)
    while parts.count > 1, let last = parts.last, last.count == 2, last.allSatisfy(\.isHexDigit) {
      parts.removeLast()
    }
    return parts.joined(separator: " ")
  }

  private mutating func lookAtUSB() async {
    let devices: [USBDeviceDescription]
    do throws(USBError) { devices = try await USBBus.devices() } catch { return }
    for device in devices {
      let name = device.productName ?? "USB \(device.place)"
      if device.interfaces.contains(where: \.isPrinter) {
        let model = USBModel(vendor: device.vendor, product: device.product)
        printers.append(Find("usb:\(model)", note: name))
      } else if let profile = await DeviceProfile.recognising(device), profile.kind == .msr {
        stripeReaders.append(Find(profile.name, note: name))
      }
    }
    stripeReaders += InputDeviceDescription.all().compactMap { WedgeReaders.name(of: $0) }
      .map { Find($0) }
  }

  /// Files are told by what is in them, not by their names. Only small folders are looked through.
  private mutating func lookAtFiles(in folder: String) {
    for place in ["", "programs/"] {
      let here = folder + place
      let names = SystemFile.names(in: here.isEmpty ? "." : here).prefix(500)
      for name in names {
        let (shown, path) = (place + name, folder + place + name)
        switch name.split(separator: ".").last {
        case "yaml", "yml": lookAtYAML(shown, path)
        case "json" where place.isEmpty:
          if let years = try? KeyFile.read(at: path).listing.map(\.year) {
            keyFiles.append(Find(shown, note: years.map(String.init).joined(separator: ", ")))
          }
        case "db", "sqlite":
          if SystemFile.bytes(path, limit: 15) == Array("SQLite format 3".utf8) {
            stores.append(Find(shown))
          }
        default: break
        }
      }
    }
  }

  private mutating func lookAtYAML(_ shown: String, _ path: String) {
    guard let bytes = SystemFile.bytes(path, limit: 1 << 20) else { return }
    if let program = try? LoyaltyProgram.load(yaml: bytes, file: shown) {
      programs.append(Find(shown, note: "\(program.identity.id) \(program.identity.version)"))
    } else if let poster = try? Poster.load(bytes, file: shown), !poster.gifts.isEmpty {
      posters.append(Find(shown))
    }
  }
}
