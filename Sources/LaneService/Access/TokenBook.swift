import CardCrypto
import Desk
import Documents
import Foundation
import LinuxSystem
import Wording

/// Who may talk to the service: tokens by name, each with a role. The file holds their hashes, never the tokens.
public struct TokenBook: Sendable {
  /// One token as the file keeps it.
  public struct Entry: Sendable, Hashable, Codable {
    /// What people call it, such as `till-1`.
    public let name: String
    /// What its bearer may do, by the role's name.
    public let role: String
    /// SHA-256 of the token, in hexadecimal digits.
    public let hash: String
    /// When it was made, RFC 3339.
    public let made: String
  }

  /// The tokens, in the order in which they were made.
  public private(set) var entries: [Entry]
  private let path: String

  /// Opens the book; a file that is not there is an empty one.
  ///
  /// - Throws: ``Desk/PlainError`` for a file that others can read or write, or that is no book.
  public init(path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      entries = []
      return
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0, attributes[.type] as? FileAttributeType == .typeRegular else {
      throw Self.exposed(path)
    }
    let bytes = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
    guard let entries = try? JSONDecoder().decode([Entry].self, from: Data(bytes)) else {
      throw Self.unreadable(path)
    }
    self.entries = entries
  }

  /// Makes a token: 256 random bits in hexadecimal digits, shown this once.
  ///
  /// - Throws: ``Desk/PlainError`` `tokenExists` for a name that is taken, or `fileNotWritten`.
  public mutating func add(name: String, role: ServiceRole, at time: String) throws -> String {
    guard !entries.contains(where: { $0.name == name }) else { throw Self.exists(name) }
    var generator = SystemRandomNumberGenerator()
    let token = (0..<32).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &generator)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    try write(
      entries + [Entry(name: name, role: role.rawValue, hash: Self.hash(token), made: time)])
    return token
  }

  /// Revokes a token.
  ///
  /// - Throws: ``Desk/PlainError`` `unknownToken`, `fileNotWritten`.
  public mutating func revoke(_ name: String) throws {
    guard entries.contains(where: { $0.name == name }) else { throw Self.unknown(name) }
    try write(entries.filter { $0.name != name })
  }

  /// The role of a token; `nil` for one that nobody made.
  func role(of token: some StringProtocol) -> ServiceRole? { bearer(of: token)?.role }

  /// The name of a token and its role; `nil` for one that nobody made.
  func bearer(of token: some StringProtocol) -> (name: String, role: ServiceRole)? {
    guard (1...256).contains(token.utf8.count) else { return nil }
    // The hash is compared, not the token: how long that takes says nothing of the token.
    let hash = Self.hash(String(token))
    guard let entry = entries.first(where: { $0.hash == hash }),
      let role = ServiceRole(rawValue: entry.role)
    else { return nil }
    return (entry.name, role)
  }

  private mutating func write(_ entries: [Entry]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try OwnerFile.write(Array(encoder.encode(entries)), to: path)
    self.entries = entries
  }

  private static func hash(_ token: String) -> String { SHA256Digest.hex(Array(token.utf8)) }

  private static func exposed(_ path: String) -> PlainError {
    PlainError(
      code: "tokensExposed",
      Sentence(
        zhHans: "令牌文件“\(path)”其他人可以读写。", zhHant: "權杖檔案「\(path)」其他人可以讀寫。",
        en: "The token file \"\(path)\" can be read or written by others."),
      hint: Sentence(
        zhHans: "请执行 chmod 600，并重新制作令牌。", zhHant: "請執行 chmod 600，並重新製作權杖。",
        en: "Run chmod 600 on it, and make the tokens anew."))
  }

  private static func unreadable(_ path: String) -> PlainError {
    PlainError(
      code: "tokensUnreadable",
      Sentence(
        zhHans: "“\(path)”不是令牌文件。", zhHant: "「\(path)」不是權杖檔案。",
        en: "\"\(path)\" is no token file."))
  }

  private static func exists(_ name: String) -> PlainError {
    PlainError(
      code: "tokenExists",
      Sentence(
        zhHans: "已有名为“\(name)”的令牌。", zhHant: "已有名為「\(name)」的權杖。",
        en: "There is a token \"\(name)\" already."),
      hint: Sentence(
        zhHans: "请换名，或先用 serve token revoke 撤销。", zhHant: "請換名，或先用 serve token revoke 撤銷。",
        en: "Choose another name, or revoke it first."), nature: .refusal)
  }

  private static func unknown(_ name: String) -> PlainError {
    PlainError(
      code: "unknownToken",
      Sentence(
        zhHans: "没有名为“\(name)”的令牌。", zhHant: "沒有名為「\(name)」的權杖。",
        en: "There is no token \"\(name)\"."))
  }
}
