import Foundation

extension Desk {
  /// A desk with the lane file of the shipped sale's lane, and that sale as `sale.json`.
  ///
  /// - Parameter more: What else stands in the lane file.
  static func withLane(_ more: String = "") async throws -> Desk {
    let desk = try await Desk()
    try FileManager.default.copyItem(atPath: Desk.program, toPath: desk.path("program.yaml"))
    try FileManager.default.copyItem(atPath: Desk.sale, toPath: desk.path("sale.json"))
    try desk.write("a passphrase for tests", to: "passphrase")
    try desk.setPermissions(0o600, of: "passphrase")
    try desk.write(laneFile + more, to: "lane.yaml")
    return desk
  }

  static let laneFile = """
    shop:
      id: S01
      name: { zh-Hans: 云舒, zh-Hant: 雲舒, en: Yunshu }
      address: ["1 People's Road"]
      timeZone: Asia/Shanghai
    lane: L1
    programs: [program.yaml]
    store: members.db
    keys:
      from: keys.json
      passphraseFile: passphrase

    """

  /// The environment of a run that has nothing but the lane file to go by.
  static let alone: [String: String?] = ["CARDLANE_PASSPHRASE": nil, "CARDLANE_PROGRAMS": nil]

  /// The lane file with one passage replaced.
  func changeLane(_ old: String, to new: String) throws {
    let text = String(decoding: try contents("lane.yaml"), as: UTF8.self)
    precondition(text.contains(old), old)
    try write(text.replacingOccurrences(of: old, with: new), to: "lane.yaml")
  }
}
