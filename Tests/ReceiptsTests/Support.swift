import Foundation
import TestSupport

/// Bytes of a job as readable hex: a line feed of the job ends a line.
enum HexDump {
  static func text(_ bytes: [UInt8]) -> String {
    var lines: [String] = []
    var line: [String] = []
    var index = 0
    while index < bytes.count {
      if let raster = raster(at: index, in: bytes) {
        if !line.isEmpty { lines.append(line.joined(separator: " ")) }
        line = []
        let header = bytes[index..<index + 8].map(hex).joined(separator: " ")
        lines.append(header + " | " + bytes[index + 8..<index + raster].map(hex).joined())
        index += raster
        continue
      }
      line.append(hex(bytes[index]))
      if bytes[index] == 0x0A {
        lines.append(line.joined(separator: " "))
        line = []
      }
      index += 1
    }
    if !line.isEmpty { lines.append(line.joined(separator: " ")) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The dump with the content of every `GS v 0` left out, its size kept.
  static func withoutRasters(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "|").first.map(String.init) ?? ""
    }.joined(separator: "\n")
  }

  private static func raster(at index: Int, in bytes: [UInt8]) -> Int? {
    guard index + 8 <= bytes.count, bytes[index] == 0x1D, bytes[index + 1] == 0x76,
      bytes[index + 2] == 0x30
    else { return nil }
    let width = Int(bytes[index + 4]) | Int(bytes[index + 5]) << 8
    let height = Int(bytes[index + 6]) | Int(bytes[index + 7]) << 8
    let length = 8 + width * height
    return index + length <= bytes.count ? length : nil
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

/// The width and height in a PNG's header (ISO/IEC 15948, clause 11.2.2).
struct PNGSize: Equatable {
  var width: Int
  var height: Int

  init?(_ png: [UInt8]) {
    guard png.count > 24, png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      return nil
    }
    func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    width = number(16)
    height = number(20)
  }
}
