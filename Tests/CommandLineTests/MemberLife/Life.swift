import CardCrypto
import Foundation
import Synchronization
import TestSupport
import Testing

/// A shop in a folder of its own: the real program, a real store file, real cards.
struct Life {
  let folder: URL
  let program: String
  /// Where the books are: a file in the folder, or the address of a database.
  var store = "shop.db"

  /// Opens a shop under one of the shipped programs; its keys are of 2026 and 2027.
  init(_ program: String = "chain-store") throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "cardlane-life-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.program = Self.root.appending(path: "programs/\(program).yaml").path
  }

  /// The same shop under a program of its own: the shipped one with one passage changed.
  func changed(_ passage: String, to other: String) throws -> Life {
    let text = try String(contentsOfFile: program, encoding: .utf8)
    try #require(text.contains(passage))
    try write("program.yaml", text.replacing(passage, with: other))
    return Life(folder: folder, program: folder.appending(path: "program.yaml").path)
  }

  private init(folder: URL, program: String) {
    self.folder = folder
    self.program = program
  }

  /// The key file, made at its first use: every shop has a copy of the same. Its passphrase is stretched
  /// no longer than it has to be, since the program opens it very often.
  private func keys() async throws -> String {
    let path = folder.appending(path: "keys.json")
    if !FileManager.default.fileExists(atPath: path.path) {
      try await Self.keyFile.value.write(to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path.path)
    }
    return path.lastPathComponent
  }

  private static let keyFile = Task {
    let life = try Life()
    let path = life.folder.appending(path: "keys.json").path
    let passphrase = SecretBytes(Array("one shop's own".utf8))
    let derivation = try #require(PassphraseDerivation(cost: 1 << 12))
    try KeyFile.create(at: path, passphrase: passphrase, derivation: derivation)
    for year in [2026, 2027] {
      try KeyFile.importKey(
        SecretBytes((0..<16).map { _ in UInt8.random(in: .min ... .max) }), at: path, year: year,
        passphrase: passphrase)
    }
    return try Data(contentsOf: life.folder.appending(path: "keys.json"))
  }
  /// Cards that were made already, by what stands on them.
  private static let swipes = Mutex<[String: String]>([:])

  /// The folder that holds the package.
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The program under test: beside the test program, or where `CARDLANE_BINARY` says.
  static let binary: String = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["CARDLANE_BINARY"] { return named }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "cardlane").path
  }()

  /// The environment of every command.
  static let environment = [
    "CARDLANE_PASSPHRASE": "one shop's own", "CARDLANE_LANG": "en", "TZ": "Asia/Shanghai",
    "CARDLANE_PROGRAMS": root.appending(path: "programs").path,
  ]

  /// Runs a command in the shop's folder, its input given as text.
  func run(_ arguments: [String], input: String = "") async throws -> Answer {
    let run = try await TestClock.set(
      Program(Self.binary, arguments, environment: Self.environment, directory: folder.path)
    ).run(input: Array(input.utf8))
    try await AnswerSchema.hold(Run(run), of: arguments)
    return Answer(
      command: arguments.joined(separator: " "), status: run.status, output: run.text,
      error: run.errorText)
  }

  /// Runs a command on the shop's store and asks for JSON.
  func ask(_ arguments: String..., input: String = "") async throws -> Answer {
    try await run(arguments + ["--store", store, "--json"], input: input)
  }

  /// Runs a command on the shop's store under its program and asks for JSON.
  func act(_ arguments: String..., input: String = "") async throws -> Answer {
    try await run(
      arguments + ["--program", program, "--store", store, "--json"], input: input)
  }

  /// Writes a file into the shop's folder.
  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// What a reader in keyboard mode types when a card is swiped.
  func swipe(_ number: String, year: Int = 2026, sequence: Int = 1) async throws -> String {
    let card = "\(number) \(year) \(sequence)"
    let keys = try await keys()
    if let known = Self.swipes.withLock({ $0[card] }) { return known }
    let answer = try await run([
      "card", "issue", "--number", number, "--year", "\(year)", "--sequence", "\(sequence)",
      "--keys", keys, "--json",
    ]).expect(0)
    let swipe = try #require(answer["tracks", "2"] as? String)
    Self.swipes.withLock { $0[card] = swipe }
    return swipe
  }

  /// Takes a member in.
  @discardableResult
  func enrol(
    _ id: String, _ number: String, joined: String, _ more: String...
  ) async throws -> Answer {
    try await run(
      [
        "member", "enrol", "--id", id, "--number", number, "--joined", joined, "--date", joined,
        "--program", program, "--store", store, "--json",
      ] + more)
  }

  /// One sale with a single line of regular goods at the counter.
  func sale(
    _ id: String, _ date: String, _ price: String, quantity: Int = 1, kind: String = "regular",
    shop: String = "S01"
  ) -> String {
    """
    {"id":"\(id)","store":"\(shop)","lane":"L1","date":"\(date)","time":"10:00:00+08:00",
     "lines":[{"id":"1","name":"goods","quantity":\(quantity),"unitPrice":"\(price)",
     "kind":"\(kind)","category":"clothes","brand":"own"}]}
    """
  }

  /// Sells to the holder of a card.
  func buy(_ sale: String, _ swipe: String, _ more: String...) async throws -> Answer {
    try await run(
      [
        "checkout", "--program", program, "--store", store, "--sale", "-", "--keys",
        "keys.json", "--swipe", swipe, "--json",
      ] + more, input: sale)
  }

  /// What the member can spend on a date.
  func balance(_ member: String, _ date: String) async throws -> Int? {
    try await ask("points", "balance", "--member", member, "--date", date).expect(0)["balance"]
      as? Int
  }
}

/// What a command answered.
struct Answer {
  let command: String
  let status: Int32
  let output: String
  let error: String

  /// Requires an exit status; shows everything when it is another one.
  @discardableResult
  func expect(_ status: Int32, at location: SourceLocation = #_sourceLocation) throws -> Answer {
    try #require(
      self.status == status, "\(command)\n\(output)\(error)", sourceLocation: location)
    return self
  }

  /// A value of the JSON answer.
  subscript(_ path: String...) -> Any? {
    var value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
    for key in path { value = (value as? [String: Any])?[key] }
    return value
  }

  /// The stable name of the error.
  var errorCode: String? {
    let document = try? JSONSerialization.jsonObject(with: Data(error.utf8))
    return ((document as? [String: Any])?["error"] as? [String: Any])?["code"] as? String
  }

  /// The rows of a report.
  var rows: [[String: Any]] { self["rows"] as? [[String: Any]] ?? [] }

  /// One column of a report.
  func column(_ key: String) -> [String] { rows.compactMap { $0[key] as? String } }
}

/// Card numbers of ours with their check digit.
enum Numbers {
  static let first = "9156880012345672"
  static let second = "9156880012345680"
  static let third = "9156880012345698"
}
