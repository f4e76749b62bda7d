import CardReaders
import Glibc
import MagneticStripe
import TestSupport
import Testing

@Suite("What is left in memory")
struct MemoryTests {
  /// A payment number that stands nowhere in the program: it is made digit by digit, and kept
  /// digit by digit apart, so that only a stripe that was read can hold it in one piece.
  private func number(_ seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    return [[0x34]] + (0..<15).map { _ in [UInt8.random(in: 0x30...0x39, using: &random)] }
  }

  func wipe(_ bytes: inout [UInt8]) {
    for index in bytes.indices { bytes[index] = 0 }
  }

  /// Which of the numbers stand in one piece in the writable memory of this process.
  func found(_ numbers: [[[UInt8]]]) throws -> Set<Int> {
    let maps = try text(of: "/proc/self/maps")
    let memory = unsafe open("/proc/self/mem", O_RDONLY)
    try #require(memory >= 0)
    defer { close(memory) }
    var found: Set<Int> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    for line in maps.split(separator: "\n") where line.contains(" rw") {
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { Int($0, radix: 16) }
      guard range.count == 2, !line.contains("[v") else { continue }
      // Pieces overlap, so that no number hides between two.
      for start in stride(from: range[0], to: range[1], by: buffer.count - 16) {
        let count = unsafe pread(memory, &buffer, min(buffer.count, range[1] - start), start)
        guard count > 0 else { break }
        // Sixteen digits always cover a place whose offset is a multiple of 16.
        for place in stride(from: 0, to: count, by: 16) where buffer[place] & 0xF0 == 0x30 {
          for (index, digits) in numbers.enumerated() where covers(place, digits, buffer, count) {
            found.insert(index)
          }
        }
        wipe(&buffer)
      }
    }
    return found
  }

  private func covers(_ place: Int, _ digits: [[UInt8]], _ buffer: [UInt8], _ count: Int) -> Bool {
    (max(0, place - 15)...place).contains { first in
      first + 16 <= count && (0..<16).allSatisfy { buffer[first + $0] == digits[$0][0] }
    }
  }

  private func text(of path: String) throws -> String {
    let file = unsafe open(path, O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(file, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  @Test(
    "A payment number is nowhere in memory after text, report and pipe were read and overwritten")
  func nothingLeft() async throws {
    let numbers = (0..<4).map { number(40 + $0) }
    try readText(numbers[0])
    try readReport(numbers[1])
    try await readPipe(numbers[2])
    var held = numbers[3].flatMap(\.self)
    // The one that is held shows that the search would have found the others.
    #expect(try found(numbers) == [3])
    wipe(&held)
    #expect(held.count == 16)
  }

  private func readText(_ digits: [[UInt8]]) throws {
    let (one, two) = (Array("%B".utf8), Array("^DOE/JOHN^2612101?;".utf8))
    var line: [UInt8] = []
    line.reserveCapacity(200)
    for part in [one] + digits + [two] + digits + [Array("=2612101?".utf8)] { line += part }
    let swipe = KeyboardWedgeText.read(line.span)
    wipe(&line)
    #expect(swipe == .paymentCard(StripeLengths(one: 34, two: 24, three: 0)))
  }

  private func readReport(_ digits: [[UInt8]]) throws {
    var report = [UInt8](repeating: 0, count: 337)
    report[4] = 26
    report[117] = UInt8(ascii: ";")
    for (index, digit) in digits.enumerated() { report[118 + index] = digit[0] }
    for (index, byte) in "=2612101?".utf8.enumerated() { report[134 + index] = byte }
    let swipe = try StripeReportDecoder(profile: .magTekSureSwipe).decode(report.span)
    wipe(&report)
    #expect(swipe == .paymentCard(StripeLengths(one: 0, two: 24, three: 0)))
  }

  private func readPipe(_ digits: [[UInt8]]) async throws {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe Glibc.pipe(&ends) == 0)
    for part in [[UInt8(ascii: ";")]] + digits + [Array("=2612101?\n".utf8)] {
      #expect(unsafe write(ends[1], part, part.count) == part.count)
    }
    close(ends[1])
    let reader = LineReader(name: "keys", lines: FileLines(descriptor: ends[0]), now: { noon })
    let events = await collected(reader)
    close(ends[0])
    #expect(events.map(\.name) == ["readerAdded", "swipe", "readerRemoved"])
    #expect(events[1].happening == .swipe(.paymentCard(StripeLengths(one: 0, two: 24, three: 0))))
  }
}
