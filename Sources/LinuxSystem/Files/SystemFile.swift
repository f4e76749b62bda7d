import Glibc

/// The small files and links by which the kernel tells of devices, under `/sys` and `/proc`.
package enum SystemFile {
  /// The bytes of a file, or `nil` if it cannot be read.
  package static func bytes(_ path: String, limit: Int) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < limit {
      let count = unsafe read(file, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return Array(bytes.prefix(limit))
  }

  /// The text of a file without the line end, or `nil` if it cannot be read or is empty.
  package static func text(_ path: String) -> String? {
    guard var bytes = bytes(path, limit: 4096) else { return nil }
    while bytes.last == 0x0A || bytes.last == 0 { bytes.removeLast() }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The names in a folder; none if it cannot be read.
  package static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    guard let place = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // Read where it lies: an entry ends with its name, which is shorter than the field, and a copy of
      // the whole field would read beyond the end of the list.
      let name = unsafe String(
        cString: UnsafeRawPointer(entry).advanced(by: place).assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What a symbolic link says, or `nil` if it is none.
  package static func linkTarget(_ path: String) -> String? {
    var target = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink(path, &target, target.count)
    guard count > 0 else { return nil }
    return String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
