import Glibc
import LinuxSystem

/// A file that belongs to one user and that nobody else can read (mode 0600 or stricter).
package enum PrivateFile {
  /// More than a key file of a century of years; a longer file is not one.
  static let maximumSize = 1 << 20

  /// Reads the whole file, after checking on the open descriptor that it is a regular file, belongs to
  /// this user, and is closed to group and others.
  package static func read(_ path: String) throws(KeyFileError) -> [UInt8] {
    // Without O_NONBLOCK a named pipe would make the open hang.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound(path: path) : .system(path, "open", errno)
    }
    defer { close(descriptor) }
    try check(descriptor, path)
    return try contents(descriptor, path)
  }

  /// What is in an open file from where it stands to its end.
  static func contents(_ descriptor: Int32, _ path: String) throws(KeyFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    defer { SecretBytes.clear(&buffer) }
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .system(path, "read", errno) }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      guard bytes.count <= maximumSize else { throw .notAKeyFile(path: path) }
    }
  }

  static func check(_ descriptor: Int32, _ path: String) throws(KeyFileError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(path, "stat", errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAKeyFile(path: path) }
    guard status.st_uid == geteuid() else {
      throw .otherOwner(path: path, owner: Int(status.st_uid))
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .openToOthers(path: path, mode: Int(status.st_mode & 0o7777))
    }
  }

  /// Writes the file whole or not at all.
  ///
  /// - Parameter replacing: Whether a file of that name may be there already.
  package static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool
  ) throws(KeyFileError) {
    close(try writeOpen(bytes, to: path, replacing: replacing) { _ in })
  }

  /// The same, and gives the descriptor of the new file, which is still open.
  ///
  /// - Parameter prepare: What has to be so before anybody can see the file.
  static func writeOpen(
    _ bytes: [UInt8], to path: String, replacing: Bool,
    _ prepare: (Int32) throws(SystemCallError) -> Void
  ) throws(KeyFileError) -> Int32 {
    do throws(SystemCallError) {
      // Where keys lie on another disk, the link that leads there is its owner's.
      return try DurableFile.writeOpen(
        bytes, to: path, replacing: replacing, followingLink: true, prepare)
    } catch {
      throw error.call == "link" && error.errno == EEXIST
        ? .alreadyExists(path: path) : failure(error, path)
    }
  }

  /// Runs `body` while no other process that asks the same way changes a file of that directory.
  static func locked<Result>(
    _ path: String, _ body: () throws(KeyFileError) -> Result
  ) throws(KeyFileError) -> Result {
    try DurableFile.locked(path, failure: { failure($0, path) }, body)
  }

  private static func failure(_ error: SystemCallError, _ path: String) -> KeyFileError {
    .system(path, error.call, error.errno)
  }
}
