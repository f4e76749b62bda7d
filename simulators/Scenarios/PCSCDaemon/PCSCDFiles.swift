import Glibc

/// The few files of a private pcscd: a directory with the configuration, the socket and the log.
enum PCSCDFiles {
  /// Makes a directory that only this user can enter, with `conf` and `drivers` in it.
  static func makeDirectory() throws(PrivatePCSCDError) -> String {
    // A socket's path may have 107 bytes, so TMPDIR counts only if it is short.
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array(((base.utf8.count > 60 ? "/tmp" : base) + "/pcscd-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw PrivatePCSCDError(.startFailed, "mkdtemp: \(systemError())")
    }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard unsafe mkdir(path + "/conf", 0o700) == 0, unsafe mkdir(path + "/drivers", 0o700) == 0
    else {
      throw PrivatePCSCDError(.startFailed, "mkdir: \(systemError())")
    }
    return path
  }

  static func write(_ bytes: [UInt8], to path: String) throws(PrivatePCSCDError) {
    guard let file = unsafe fopen(path, "we") else {
      throw PrivatePCSCDError(.startFailed, "\(path): \(systemError())")
    }
    let written = unsafe fwrite(bytes, 1, bytes.count, file)
    guard unsafe fclose(file) == 0, written == bytes.count else {
      throw PrivatePCSCDError(.startFailed, "\(path): \(systemError())")
    }
  }

  static func copy(_ source: String, to path: String) throws(PrivatePCSCDError) {
    try write(contents(source), to: path)
  }

  /// A file's text, or nothing if it cannot be read.
  static func read(_ path: String) -> String { String(decoding: contents(path), as: UTF8.self) }

  private static func contents(_ path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "re") else { return [] }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Removes what ``makeDirectory()`` and the daemon have made.
  static func remove(_ directory: String) {
    for number in 0..<8 { _ = unsafe unlink("\(directory)/drivers/vpcd-\(number).so") }
    for name in ["/conf/vpcd", "/sock", "/log"] { _ = unsafe unlink(directory + name) }
    for name in ["/conf", "/drivers", ""] { _ = unsafe rmdir(directory + name) }
  }

  static func systemError() -> String { unsafe String(cString: strerror(errno)) }
}
