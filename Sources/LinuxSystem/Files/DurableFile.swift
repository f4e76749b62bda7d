import Glibc

/// Files that are whole or not there at all, and readable by their owner only.
package enum DurableFile {
  /// Puts a file in its place with mode 0600; it is on disk when this returns.
  ///
  /// A temporary file beside it is written and synced, moved into place, and its folder synced. What was
  /// there before is untouched if this throws. A symbolic link of that name is replaced itself, wherever it
  /// leads: somebody else may have put it there.
  ///
  /// - Parameters:
  ///   - replacing: Whether a file of that name may be there already; `EEXIST` if it is and may not.
  ///   - followingLink: Whether the file that a link leads to is replaced, and the link stays.
  package static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool = true, followingLink: Bool = false
  ) throws(SystemCallError) {
    close(
      try writeOpen(bytes, to: path, replacing: replacing, followingLink: followingLink) { _ in })
  }

  /// Puts a file in its place unless there is one already, and says whether what is there now are these bytes.
  ///
  /// A symbolic link of that name is not followed: `ELOOP`.
  package static func create(
    _ bytes: [UInt8], at path: String
  ) throws(SystemCallError) -> Bool {
    if let present = try contents(path) { return present == bytes }
    do throws(SystemCallError) {
      try write(bytes, to: path, replacing: false)
      return true
    } catch {
      // Somebody else has made it meanwhile.
      guard error.errno == EEXIST, let present = try contents(path) else { throw error }
      return present == bytes
    }
  }

  /// What is in a file; `nil` where there is none.
  private static func contents(_ path: String) throws(SystemCallError) -> [UInt8]? {
    // Without O_NONBLOCK a named pipe would make the open hang.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT { return nil }
    try check(descriptor, "open")
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemCallError(call: "read", errno: errno) }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  /// The same, and gives the descriptor of the new file, which is still open for reading and writing.
  ///
  /// - Parameter prepare: What has to be so before anybody can see the file.
  package static func writeOpen(
    _ bytes: [UInt8], to path: String, replacing: Bool, followingLink: Bool = false,
    _ prepare: (Int32) throws(SystemCallError) -> Void
  ) throws(SystemCallError) -> Int32 {
    let target = replacing && followingLink ? resolved(path) : path
    let random = UInt64.random(in: .min ... .max)
    // Its name does not grow with the file's own, which may be as long as names can be.
    let temporary = "\(folder(of: target))/.\(String(random, radix: 16)).tmp"
    let descriptor = unsafe open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try check(descriptor, "create")
    do throws(SystemCallError) {
      do throws(SystemCallError) {
        // Whatever the mask of the shell says.
        try check(fchmod(descriptor, 0o600), "chmod")
        try writeAll(bytes, descriptor)
        try check(fsync(descriptor), "sync")
        try prepare(descriptor)
      } catch {
        unsafe unlink(temporary)
        throw error
      }
      try place(temporary, at: target, replacing: replacing)
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func place(
    _ temporary: String, at target: String, replacing: Bool
  ) throws(SystemCallError) {
    // A hard link, unlike a rename, fails when the name is taken.
    let placed = unsafe replacing ? rename(temporary, target) : link(temporary, target)
    let failure = errno
    if placed != 0 || !replacing { unsafe unlink(temporary) }
    guard placed == 0 else {
      throw SystemCallError(call: replacing ? "rename" : "link", errno: failure)
    }
    try syncFolder(of: target)
  }

  /// Runs `body` while no other process that asks the same way works on a file of that folder.
  ///
  /// Throws what `failure` makes of an error of the system.
  package static func locked<Result, Failure: Error>(
    _ path: String, failure: (SystemCallError) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let descriptor = unsafe open(folder(of: resolved(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw failure(SystemCallError(call: "open directory", errno: errno))
    }
    defer { close(descriptor) }  // closing also unlocks
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure(SystemCallError(call: "lock", errno: errno)) }
    }
    return try body()
  }

  static func writeAll(
    _ bytes: [UInt8], _ descriptor: Int32
  ) throws(SystemCallError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemCallError(call: "write", errno: errno) }
      rest = rest.dropFirst(count)
    }
  }

  private static func syncFolder(of target: String) throws(SystemCallError) {
    let descriptor = unsafe open(folder(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(descriptor, "open directory")
    defer { close(descriptor) }
    // Some file systems cannot sync a folder, and say so.
    guard fsync(descriptor) != 0, errno != EINVAL else { return }
    throw SystemCallError(call: "sync directory", errno: errno)
  }

  private static func check(_ result: Int32, _ call: String) throws(SystemCallError) {
    guard result >= 0 else { throw SystemCallError(call: call, errno: errno) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where a symbolic link leads; the path as it is without one.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
