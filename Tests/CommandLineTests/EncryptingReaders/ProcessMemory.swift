import Foundation
import Testing

/// The memory of a running process that it can write to, as the kernel shows it to its parent.
struct ProcessMemory {
  let processID: Int32

  /// Which of some runs of bytes stand in it.
  func found(_ patterns: [[UInt8]]) throws -> Set<Int> {
    let file = try #require(FileHandle(forReadingAtPath: "/proc/\(processID)/maps"))
    let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    let memory = unsafe open("/proc/\(processID)/mem", O_RDONLY | O_CLOEXEC)
    try #require(memory >= 0, "errno \(errno)")
    defer { close(memory) }
    var found: Set<Int> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    // Pieces overlap, so that nothing hides between two.
    let overlap = patterns.map(\.count).max() ?? 0
    for line in maps.split(separator: "\n") where line.contains(" rw") && !line.contains("[v") {
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { Int($0, radix: 16) }
      guard range.count == 2 else { continue }
      for start in stride(from: range[0], to: range[1], by: buffer.count - overlap) {
        let wanted = min(buffer.count, range[1] - start)
        let count = unsafe pread(memory, &buffer, wanted, start)
        guard count > 0 else { break }
        for (index, pattern) in patterns.enumerated() where !found.contains(index) {
          if Self.holds(buffer, count, pattern) { found.insert(index) }
        }
      }
    }
    return found
  }

  private static func holds(_ buffer: [UInt8], _ count: Int, _ pattern: [UInt8]) -> Bool {
    unsafe buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let first = pattern.first else { return false }
      var place = 0
      while count - place >= pattern.count {
        let next = unsafe memchr(base + place, Int32(first), count - place - pattern.count + 1)
        guard let next = unsafe next.map({ UnsafeRawPointer($0) }) else { return false }
        if unsafe memcmp(next, pattern, pattern.count) == 0 { return true }
        place = unsafe next - base + 1
      }
      return false
    }
  }
}

/// A card number in every form in which it could lie about.
struct NumberTraces {
  let names: [String]
  let patterns: [[UInt8]]

  init(_ number: String) {
    let ascii = Array(number.utf8)
    let values = ascii.map { $0 - 0x30 }
    func packed(_ digits: ArraySlice<UInt8>) -> [UInt8] {
      stride(from: digits.startIndex, to: digits.endIndex - 1, by: 2).map {
        digits[$0] << 4 | digits[$0 + 1]
      }
    }
    let hexadecimal = ascii.flatMap { Array("3\($0 - 0x30)".utf8) }
    let forms: [(String, [UInt8])] = [
      ("ASCII", ascii),
      ("ASCII without its first and last four digits", Array(ascii.dropFirst(4).dropLast(4))),
      ("BCD", packed(values[...])),
      ("BCD from the second digit on", packed(values.dropFirst())),
      ("values of track characters", values),
      ("hexadecimal digits of ASCII", hexadecimal),
      ("UTF-16", ascii.flatMap { [$0, 0] }),
    ]
    names = forms.map(\.0)
    patterns = forms.map(\.1)
  }

  /// The names of the forms in which it stands in some bytes.
  func found(in bytes: Data) -> [String] {
    zip(names, patterns).filter { bytes.range(of: Data($0.1)) != nil }.map(\.0)
  }
}
