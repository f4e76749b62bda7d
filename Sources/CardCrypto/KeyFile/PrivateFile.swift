import Glibc

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

  private static func check(_ descriptor: Int32, _ path: String) throws(KeyFileError) {
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

  /// Writes the file whole or not at all: a temporary file beside it (created with mode 0600), synced,
  /// then moved into place, then the directory synced.
  ///
  /// - Parameter replacing: Whether a file of that name may be there already.
  package static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool
  ) throws(KeyFileError) {
    let target = replacing ? resolved(path) : path
    let temporary = target + "." + Hex.text(randomName()) + ".tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(path, "create", errno) }
    do throws(KeyFileError) {
      defer { close(descriptor) }
      try writeAll(bytes, descriptor, path)
      guard fsync(descriptor) == 0 else { throw .system(path, "sync", errno) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try place(temporary, at: target, replacing: replacing, named: path)
    try syncDirectory(of: target, named: path)
  }

  private static func place(
    _ temporary: String, at target: String, replacing: Bool, named path: String
  ) throws(KeyFileError) {
    if replacing {
      guard unsafe rename(temporary, target) == 0 else {
        let failure = errno
        unsafe unlink(temporary)
        throw .system(path, "rename", failure)
      }
    } else {
      // A hard link, unlike a rename, fails when the name is taken.
      let linked = unsafe link(temporary, target)
      let failure = errno
      unsafe unlink(temporary)
      guard linked == 0 else {
        throw failure == EEXIST ? .alreadyExists(path: path) : .system(path, "link", failure)
      }
    }
  }

  private static func writeAll(
    _ bytes: [UInt8], _ descriptor: Int32, _ path: String
  ) throws(KeyFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .system(path, "write", errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Runs `body` while no other process that asks the same way changes a file of that directory.
  static func locked<Result>(
    _ path: String, _ body: () throws(KeyFileError) -> Result
  ) throws(KeyFileError) -> Result {
    let descriptor = unsafe open(
      directory(of: resolved(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path, "open directory", errno) }
    defer { close(descriptor) }  // closing also unlocks
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .system(path, "lock", errno) }
    }
    return try body()
  }

  private static func syncDirectory(
    of target: String, named path: String
  ) throws(KeyFileError) {
    let descriptor = unsafe open(directory(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path, "open directory", errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .system(path, "sync directory", errno)
    }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where a symbolic link leads, so that the link itself stays; the path as it is without one.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func randomName() -> [UInt8] {
    (0..<6).map { _ in UInt8.random(in: .min ... .max) }
  }
}
