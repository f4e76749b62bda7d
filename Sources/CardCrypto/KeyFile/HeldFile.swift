import Glibc
import LinuxSystem
import Synchronization

/// A private file that one owner at a time uses: a lock (`flock`) lies on it for as long as this lives,
/// through every replacement of the file, and goes with the process however that ends.
package final class HeldFile: Sendable {
  /// Where it lies.
  package let path: String
  /// The file that is there now, locked; `nil` while there is none.
  private let descriptor: Mutex<Int32?>

  /// Takes hold of a file, which need not be there yet.
  ///
  /// Throws ``KeyFileError/inUse(path:)`` when another owner holds it, and what reading a private file
  /// throws for a file that is none.
  package init(_ path: String) throws(KeyFileError) {
    self.path = path
    descriptor = Mutex(try Self.locked(path))
  }

  deinit { _ = descriptor.withLock { $0.take().map { close($0) } } }

  /// What is in it; `nil` while there is no such file.
  package func read() throws(KeyFileError) -> [UInt8]? {
    try descriptor.withLock { descriptor throws(KeyFileError) in
      guard let descriptor else { return nil }
      guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .system(path, "seek", errno) }
      return try PrivateFile.contents(descriptor, path)
    }
  }

  /// Replaces it as a whole, or makes it; throws ``KeyFileError/alreadyExists(path:)`` when somebody
  /// else has made it meanwhile.
  package func write(_ bytes: [UInt8]) throws(KeyFileError) {
    try descriptor.withLock { descriptor throws(KeyFileError) in
      let new = try PrivateFile.writeOpen(
        bytes, to: path, replacing: descriptor != nil
      ) { new throws(SystemCallError) in
        // Before it has a name, so that nobody finds it unlocked.
        guard flock(new, LOCK_EX | LOCK_NB) == 0 else {
          throw SystemCallError(call: "lock", errno: errno)
        }
      }
      if let old = descriptor { close(old) }
      descriptor = new
    }
  }

  private static func locked(_ path: String) throws(KeyFileError) -> Int32? {
    while true {
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        if errno == ENOENT { return nil }
        throw .system(path, "open", errno)
      }
      do throws(KeyFileError) {
        try PrivateFile.check(descriptor, path)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
          throw errno == EWOULDBLOCK ? .inUse(path: path) : .system(path, "lock", errno)
        }
        // The file may have been replaced between the two calls: then another one is there.
        if try isStillThere(descriptor, path) { return descriptor }
        close(descriptor)
      } catch {
        close(descriptor)
        throw error
      }
    }
  }

  private static func isStillThere(
    _ descriptor: Int32, _ path: String
  ) throws(KeyFileError) -> Bool {
    var (held, named) = (stat(), stat())
    guard unsafe fstat(descriptor, &held) == 0 else { throw .system(path, "stat", errno) }
    guard unsafe stat(path, &named) == 0 else { return false }
    return held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
