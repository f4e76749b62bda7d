import Foundation

/// Files that appear whole or not at all.
enum AtomicFile {
  /// Creates a file with a content, on disk when this returns.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - bytes: its content.
  ///   - conflict: throws when a file with other content is already there; the same content is left.
  static func create(
    _ path: String, _ bytes: [UInt8], conflict: () throws(PrinterError) -> Void
  ) throws(PrinterError) {
    if let present = FileManager.default.contents(atPath: path) {
      if Array(present) != bytes { try conflict() }
      return
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let temporary = "\(folder)/.\(UUID().uuidString).part"
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(path) }
    defer { unsafe unlink(temporary) }
    do {
      defer { close(file) }
      try write(bytes, to: file, path)
      guard fsync(file) == 0 else { throw failure(path) }
    }
    // Unlike rename, link never replaces what another process has put there meanwhile.
    if unsafe link(temporary, path) != 0 {
      guard errno == EEXIST, let present = FileManager.default.contents(atPath: path) else {
        throw failure(path)
      }
      if Array(present) != bytes { try conflict() }
      return
    }
    try syncFolder(of: path)
  }

  private static func write(
    _ bytes: [UInt8], to file: Int32, _ path: String
  ) throws(PrinterError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path) }
      written += count
    }
  }

  /// A new name is on disk once its folder is.
  private static func syncFolder(of path: String) throws(PrinterError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    // Some file systems cannot sync folders; the file itself is safe by then.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(path) }
  }

  private static func failure(_ path: String) -> PrinterError {
    let reason = unsafe String(cString: strerror(errno))
    return .fileNotWritten(path, reason)
  }
}
