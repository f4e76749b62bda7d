package import Foundation
package import MemberStore
package import Wording

/// What is in force: an option, else the environment, else the lane file, else what the program does
/// anyway. Every command asks here, and `lane show` shows what it would be told.
package struct LaneSettings: Sendable {
  /// The lane file; `nil` where there is none.
  package let file: LaneFile?
  private let environment: [String: String]

  package init(file: LaneFile?, environment: [String: String] = [:]) {
    self.file = file
    self.environment = environment
  }

  // MARK: the one way through

  /// The first of the places that says something; `nil` where none does.
  private func inForce<Value: Sendable & Hashable>(
    _ name: String, _ option: Value?, variable: String? = nil,
    read: (String) -> Value? = { _ in nil }, _ placed: Placed<Value>?
  ) -> Setting<Value>? {
    if let option { return Setting(option, .option(name)) }
    if let variable, let text = environment[variable], !text.isEmpty, let value = read(text) {
      return Setting(value, .environment(variable))
    }
    return placed.flatMap(fromFile)
  }

  private func fromFile<Value: Sendable & Hashable>(_ placed: Placed<Value>) -> Setting<Value>? {
    file.map { Setting(placed.value, .file(path: $0.path, line: placed.line)) }
  }

  // MARK: shop and lane

  package func shop(_ option: String?) -> Setting<String>? {
    inForce("--shop", option, file?.shop.id)
  }

  package func lane(_ option: String?) -> Setting<String>? {
    inForce("--lane", option, file?.lane)
  }

  /// The shop's name on the slip, in the slip's language.
  package func shopName(_ option: String?, in language: Language) -> Setting<String>? {
    inForce("--store-name", option, nil)
      ?? file?.shop.name.flatMap(fromFile)?.map { $0[language] }
  }

  /// The lines under the shop's name.
  package var address: Setting<[String]>? { file?.shop.address.flatMap(fromFile) }

  package func timeZone(_ option: TimeZone?) -> Setting<TimeZone> {
    inForce("--time-zone", option, file?.shop.timeZone) ?? Setting(.current, .machine)
  }

  package func language(_ option: Language?) -> Setting<Language> {
    inForce(
      "--lang", option, variable: "CARDLANE_LANG", read: Language.init(rawValue:), file?.language)
      ?? Setting(.ofMachine(environment), .machine)
  }

  // MARK: what decides and what is remembered

  /// The program files at hand; those of the lane file where no option names any.
  package func programs(_ options: [String]) -> [Setting<String>] {
    options.isEmpty
      ? file?.programs.compactMap(fromFile) ?? []
      : options.map { Setting($0, .option("--program")) }
  }

  package func rules(_ option: String?) -> Setting<String>? {
    inForce("--rules", option, file?.rules)
  }

  package func poster(_ option: String?) -> Setting<String>? {
    inForce("--poster", option, file?.poster)
  }

  package func store(_ option: String?) -> Setting<String>? {
    inForce("--store", option, file?.store)
  }

  // MARK: keys and secrets

  package func keys(_ option: String?) -> Setting<String>? {
    inForce("--keys", option, file?.keys.from)
  }

  /// The key file of encrypting readers. Where an option names the key store, the lane file's reader keys
  /// are another store's.
  package func readerKeys(_ option: String?, keys: String?) -> Setting<String>? {
    inForce("--reader-keys", option, keys == nil ? file?.keys.readers : nil)
  }

  /// Where a key file's passphrase is; `nil` where only a person can give it.
  package func passphrase(_ option: String?) -> Setting<SecretSource>? {
    secret("--passphrase-file", option, variable: "CARDLANE_PASSPHRASE", file?.keys.passphraseFile)
  }

  /// Where the PIN of a SAM or token is.
  ///
  /// - Parameter named: the file that the device's URI names.
  package func pin(_ option: String?, named: String? = nil) -> Setting<SecretSource>? {
    if option == nil, let named { return Setting(.file(named), .option("--keys")) }
    return secret("--pin-file", option, variable: "CARDLANE_PIN", file?.keys.pinFile)
  }

  private func secret(
    _ name: String, _ option: String?, variable: String, _ placed: Placed<String>?
  ) -> Setting<SecretSource>? {
    if let option { return Setting(.file(option), .option(name)) }
    if environment[variable] != nil { return Setting(.variable(variable), .environment(variable)) }
    return placed.flatMap(fromFile)?.map { .file($0) }
  }

  // MARK: devices and paper

  /// The reader at which members present their cards.
  package func reader(_ option: String?) -> Setting<String>? {
    inForce("--reader", option, file?.readers.card)
  }

  package func keyboards(_ options: [String]) -> [Setting<String>] {
    options.isEmpty
      ? file?.readers.keyboards.compactMap(fromFile) ?? []
      : options.map { Setting($0, .option("--keyboard")) }
  }

  /// Where slips are printed: the printer that the option names or whose address it is, else the first.
  package func printer(_ option: String?) -> Setting<ChosenPrinter>? {
    let printers = file?.printers ?? []
    if let option {
      let known = printers.first { $0.name?.value == option }
      return Setting(
        known.map(ChosenPrinter.init) ?? ChosenPrinter(address: option, profile: nil),
        .option("--printer"))
    }
    return printers.first.flatMap { printer in
      fromFile(printer.at)?.map { _ in ChosenPrinter(printer) }
    }
  }

  /// Every printer: the one that the option names, or all of the lane file; one row that says nothing where
  /// there is none.
  func allPrinters(_ option: String?) -> [Setting<ChosenPrinter>?] {
    let printers = file?.printers ?? []
    guard option == nil, !printers.isEmpty else { return [printer(option)] }
    return printers.map { printer in fromFile(printer.at)?.map { _ in ChosenPrinter(printer) } }
  }

  package func slips(_ option: String?) -> Setting<String>? {
    inForce("--slips", option, file?.slips)
  }

  // MARK: service

  /// The path of the service's Unix socket.
  package func socket(_ option: String?) -> Setting<String>? {
    inForce("--socket", option, file?.service.socket)
  }

  /// The service's port on the loopback address.
  package func port(_ option: Int?) -> Setting<Int>? {
    inForce("--port", option, file?.service.port)
  }

  /// The folder in which the service keeps open sales, events and tokens; beside the store unless somebody says
  /// where.
  package func state(_ option: String?, store: String?) -> Setting<String>? {
    inForce("--state", option, file?.service.state)
      ?? self.store(store).map { store in
        let folder = store.value.lastIndex(of: "/").map { String(store.value[...$0]) } ?? ""
        return Setting(folder + "service", .standard)
      }
  }

  /// Origins of pages, besides the lane's own, that may talk to the lane.
  package var origins: [Setting<String>] { file?.service.origins.compactMap(fromFile) ?? [] }

  // MARK: limits

  /// Seconds for which a command waits for a card.
  package func cardSeconds(_ option: Double?) -> Setting<Double> {
    if let option { return Setting(option, .option("--timeout")) }
    return file?.limits.cardSeconds.flatMap(fromFile)?.map(Double.init) ?? Setting(30, .standard)
  }

  /// How many days back a supervisor may enter business; without a lane file nobody has set a limit.
  package var lateEntryDays: Setting<Int>? {
    guard let file else { return nil }
    return file.limits.lateEntryDays.flatMap(fromFile) ?? Setting(7, .standard)
  }

  /// What becomes of a genuine card that is not in the register.
  ///
  /// - Parameter isStrict: whether an option refuses it.
  package func unknownCards(_ isStrict: Bool) -> Setting<UnknownCardPolicy> {
    if isStrict { return Setting(.strict, .option("--strict-register")) }
    return file?.limits.unknownCards.flatMap(fromFile) ?? Setting(.enrolOnFirstUse, .standard)
  }
}

/// Where a secret is; never the secret itself.
package enum SecretSource: Sendable, Hashable {
  /// The file's path; `nil` for a variable.
  package var file: String? {
    if case .file(let path) = self { path } else { nil }
  }

  /// A file that only its owner can read.
  case file(String)
  /// A variable of the environment.
  case variable(String)
}

/// A printer, as far as anybody said.
package struct ChosenPrinter: Sendable, Hashable {
  /// Its address.
  package var address: String
  /// The name of its profile; `nil` where the slip's language decides.
  package var profile: String?

  package init(address: String, profile: String?) {
    self.address = address
    self.profile = profile
  }

  init(_ printer: LaneFile.Printer) {
    self.init(address: printer.at.value, profile: printer.profile?.value)
  }
}

extension Language {
  /// The language of the machine's locale; English where it is another one.
  package static func ofMachine(_ environment: [String: String]) -> Language {
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    if locale.hasPrefix("zh_TW") || locale.hasPrefix("zh_HK") || locale.hasPrefix("zh_MO") {
      return .traditionalChinese
    }
    return locale.hasPrefix("zh") ? .simplifiedChinese : .english
  }
}
