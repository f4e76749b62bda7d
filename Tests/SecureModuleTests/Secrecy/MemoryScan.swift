import Foundation
import Glibc

/// Looks through the writable memory of this very process.
///
/// What is looked for is given masked, so that the search itself puts no copy into memory.
struct MemoryScan {
  static let mask: UInt8 = 0x5A

  /// How often each of the masked values lies in memory, unmasked.
  static func count(of masked: [[UInt8]]) throws -> [Int] {
    var counts = masked.map { _ in 0 }
    let memory = unsafe open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
    guard memory >= 0 else { throw CocoaError(.fileReadUnknown) }
    defer { close(memory) }
    let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    // One buffer outside the regions that are read: mapped after the list was taken.
    let size = 1 << 20
    guard
      let buffer = unsafe mmap(
        nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      unsafe buffer != MAP_FAILED
    else { throw CocoaError(.fileReadUnknown) }
    defer { unsafe munmap(buffer, size) }
    let bytes = unsafe UnsafeRawBufferPointer(start: buffer, count: size)
    for line in maps.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 2, fields[1].hasPrefix("rw"), !line.hasSuffix("[vvar]") else {
        continue
      }
      let ends = fields[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      guard ends.count == 2 else { continue }
      var offset = ends[0]
      while offset < ends[1] {
        let wanted = min(size, ends[1] - offset)
        let count = unsafe pread(memory, buffer, wanted, offset)
        guard count > 0 else { break }
        for (index, value) in masked.enumerated() {
          unsafe counts[index] += hits(of: value, in: bytes, count)
        }
        // Blocks overlap, so that nothing hides at their border.
        offset += count == wanted && count > 64 && offset + count < ends[1] ? count - 32 : count
      }
    }
    return counts
  }

  private static func hits(
    of masked: [UInt8], in bytes: UnsafeRawBufferPointer, _ count: Int
  ) -> Int {
    var found = 0
    guard let base = bytes.baseAddress, let first = masked.first else { return 0 }
    var start = 0
    // One byte of a key is no key: it may be looked for as it is.
    while start <= count - masked.count,
      let next = unsafe memchr(base + start, Int32(first ^ mask), count - start)
    {
      let place = unsafe UnsafeRawPointer(next) - base
      guard place <= count - masked.count else { break }
      var length = 1
      while length < masked.count, unsafe bytes[place + length] ^ mask == masked[length] {
        length += 1
      }
      if length == masked.count { found += 1 }
      start = place + 1
    }
    return found
  }
}
