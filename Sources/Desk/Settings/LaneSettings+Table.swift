import MemberStore
package import Foundation
package import Wording

/// What the command line says instead of the lane file.
package struct LaneOverrides: Sendable {
  package var shop: String?
  package var lane: String?
  package var shopName: String?
  package var timeZone: TimeZone?
  package var language: Language?
  package var programs: [String] = []
  package var rules: String?
  package var poster: String?
  package var store: String?
  package var keys: String?
  package var readerKeys: String?
  package var passphraseFile: String?
  package var pinFile: String?
  package var reader: String?
  package var keyboards: [String] = []
  package var printer: String?
  package var slips: String?
  package var cardSeconds: Double?

  package init() {}
}

/// One line of what is in force.
package struct ShownSetting: Sendable, Hashable {
  /// The field of the lane file that says it.
  package let name: String
  /// The value as text; `nil` where nothing is said and nothing is done.
  package let value: String?
  /// Where it comes from.
  package let origin: Origin
}

extension LaneSettings {
  /// Everything that is in force, in the order of the lane file.
  package func shown(_ options: LaneOverrides) -> [ShownSetting] {
    let speech = language(options.language)
    var rows: [ShownSetting] = []
    func add<Value>(_ name: String, _ setting: Setting<Value>?, _ text: (Value) -> String) {
      rows.append(
        ShownSetting(
          name: name, value: setting.map { text($0.value) }, origin: setting?.origin ?? .standard))
    }
    func list(_ name: String, _ settings: [Setting<String>]) {
      if settings.isEmpty { add(name, Setting<String>?.none) { $0 } }
      for (index, setting) in settings.enumerated() { add("\(name)[\(index)]", setting) { $0 } }
    }
    add("shop.id", shop(options.shop)) { $0 }
    add("shop.name", shopName(options.shopName, in: speech.value)) { $0 }
    add("shop.address", address) { $0.joined(separator: " / ") }
    add("shop.timeZone", timeZone(options.timeZone)) { $0.identifier }
    add("lane", lane(options.lane)) { $0 }
    add("language", speech) { $0.rawValue }
    list("programs", programs(options.programs))
    add("rules", rules(options.rules)) { $0 }
    add("poster", poster(options.poster)) { $0 }
    add("store", store(options.store)) { $0 }
    add("keys.from", keys(options.keys)) { $0 }
    add("keys.readers", readerKeys(options.readerKeys, keys: options.keys)) { $0 }
    add("keys.passphraseFile", passphrase(options.passphraseFile)) { $0.text }
    add("keys.pinFile", pin(options.pinFile)) { $0.text }
    add("readers.card", reader(options.reader)) { $0 }
    list("readers.keyboards", keyboards(options.keyboards))
    for (index, printer) in allPrinters(options.printer).enumerated() {
      add("printers[\(index)]", printer) { $0.text }
    }
    add("slips", slips(options.slips)) { $0 }
    add("limits.cardSeconds", cardSeconds(options.cardSeconds)) { $0.formattedSeconds }
    add("limits.lateEntryDays", lateEntryDays) { String($0) }
    add("limits.unknownCards", unknownCards(false)) { $0.rawValue }
    add("service.socket", socket(nil)) { $0 }
    add("service.port", port(nil)) { String($0) }
    add("service.state", state(nil, store: options.store)) { $0 }
    list("service.origins", origins)
    return rows
  }
}

extension SecretSource {
  /// The file's path, or the variable's name.
  fileprivate var text: String {
    switch self {
    case .file(let path): path
    case .variable(let name): "$" + name
    }
  }
}

extension ChosenPrinter {
  fileprivate var text: String { profile.map { "\(address) (\($0))" } ?? address }
}

extension Double {
  /// Whole seconds without a point.
  fileprivate var formattedSeconds: String {
    self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self)
  }
}
