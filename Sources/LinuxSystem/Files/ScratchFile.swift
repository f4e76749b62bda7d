import Glibc

/// A file without a name: it is gone when nobody has it open.
package final class ScratchFile: Sendable {
  /// For reading and writing; children get it only if it is given to them.
  package let descriptor: Int32

  /// Makes one that holds some bytes, to be read from the first.
  package init(_ bytes: [UInt8] = []) throws(SystemCallError) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let path = "\(folder)/scratch-\(getpid())-\(UInt64.random(in: .min ... .max))"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemCallError(call: "create", errno: errno) }
    _ = unsafe unlink(path)
    try DurableFile.writeAll(bytes, descriptor)
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw SystemCallError(call: "seek", errno: errno)
    }
  }

  deinit { close(descriptor) }

  /// All bytes, wherever programs that share the file have got to in it.
  package var contents: [UInt8] {
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe pread(descriptor, &piece, piece.count, contents.count)
      guard count > 0 else { return contents }
      contents += piece[..<count]
    }
  }
}
