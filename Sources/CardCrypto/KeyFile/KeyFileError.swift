import Glibc

/// What can be wrong with a key file. No case carries a key, a passphrase or a part of one.
public enum KeyFileError: Error, Equatable, Sendable {
  /// There is no such file.
  case notFound(path: String)
  /// A file of that name is there already; it was left as it is.
  case alreadyExists(path: String)
  /// Not a regular file, or far too long.
  case notAKeyFile(path: String)
  /// Group or others may read or write it; `mode` is the permission bits.
  case openToOthers(path: String, mode: Int)
  /// It belongs to another user.
  case otherOwner(path: String, owner: Int)
  /// Another program, or another virtual card, uses it.
  case inUse(path: String)
  /// The text is not what a key file holds; `field` names the place (`keys[0].wrapped`), empty for the
  /// file as a whole.
  case malformed(path: String, field: String, reason: String)
  /// A field that this version does not know.
  case unknownField(path: String, field: String)
  /// A version of the format that this program does not know.
  case unknownVersion(path: String, version: Int)
  /// The passphrase does not open the file.
  case wrongPassphrase(path: String)
  /// The passphrase is right, but this year's entry was altered or damaged.
  case damagedKey(path: String, year: Int)
  /// The file holds a key for this year already; it was not replaced.
  case yearExists(path: String, year: Int)
  /// The file holds no key for this year.
  case noSuchYear(path: String, year: Int)
  /// Not a card year (2000 to 2099).
  case invalidYear(Int)
  /// The key to import is not 16 bytes (32 hexadecimal digits).
  case invalidKey(length: Int)
  /// The key to import is one byte said sixteen times: a placeholder, which everybody can guess.
  case weakKey
  /// An empty passphrase protects nothing.
  case emptyPassphrase
  /// A new passphrase is shorter than `minimum` bytes, or one character said again and again.
  case weakPassphrase(minimum: Int)
  /// The system refused an operation; `errno` says why.
  case system(_ path: String, _ operation: String, _ errno: Int32)

  /// What the system says to an error number.
  static func text(_ errno: Int32) -> String {
    guard let text = unsafe strerror(errno) else { return "errno \(errno)" }
    return unsafe String(cString: text)
  }
}
