import CardReaders
import Glibc
import Testing

@Suite("Lines of bytes")
struct LineTests {
  private func split(_ pieces: [String], _ lineEnd: LineEnd = .any) -> [String] {
    var splitter = LineSplitter(lineEnd)
    var lines: [String] = []
    for piece in pieces {
      splitter.append(Array(piece.utf8).span) { lines.append(String(decoding: $0, as: UTF8.self)) }
    }
    splitter.finish { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  @Test(
    "Carriage return, line feed or both end a line, wherever the pieces are cut", arguments: 1...9)
  func ends(_ size: Int) {
    let text = Array(";12?\r;34?\n;56?\r\n\n;78?")
    let pieces = stride(from: 0, to: text.count, by: size).map {
      String(text[$0..<min($0 + size, text.count)])
    }
    #expect(split(pieces) == [";12?", ";34?", ";56?", ";78?"])
  }

  @Test("Where carriage returns lie between tracks, only a line feed ends a line")
  func lineFeed() {
    #expect(split(["%1?\r;2?\r\n;3?"], .lineFeed) == ["%1?\r;2?\r", ";3?"])
  }

  @Test("Where only a line feed ends a line, empty lines count, so that lines can be numbered")
  func numbered() {
    #expect(split(["\n;1?\n\n\r\n;2?"], .lineFeed) == ["", ";1?", "", "\r", ";2?"])
    #expect(split([";1?\n"], .lineFeed) == [";1?"])
  }

  @Test("A line that does not end takes no more than its share of memory")
  func endless() {
    let lines = split([String(repeating: "7", count: 10_000), "\n;12?\n"])
    #expect(lines.map(\.utf8.count) == [LineSplitter.longestLine, 4])
  }

  @Test("A pipe's lines arrive, and end when it is closed")
  func pipe() async throws {
    let (readEnd, writeEnd) = try openPipe()
    try write("\(Stripe.two)\r\n\(Stripe.one)", to: writeEnd)
    close(writeEnd)
    var lines: [String] = []
    for try await line in FileLines(descriptor: readEnd) {
      lines.append(String(decoding: line, as: UTF8.self))
    }
    close(readEnd)
    #expect(lines == [Stripe.two, Stripe.one])
  }

  @Test("A descriptor that cannot be read is an error")
  func failure() async {
    let error = await #expect(throws: CardReaderError.self) {
      for try await _ in FileLines(descriptor: -9) {}
    }
    #expect(error?.code == "readerInputFailed")
  }

  @Test("Nobody waiting ends the reading")
  func abandoned() async throws {
    let (readEnd, writeEnd) = try openPipe()
    let reader = LineReader(name: "keys", lines: FileLines(descriptor: readEnd), now: { noon })
    try write(Stripe.two + "\n", to: writeEnd)
    var names: [String] = []
    for await event in reader.events() {
      names.append(event.name)
      if names.count == 2 { break }
    }
    #expect(names == ["readerAdded", "swipe"])
    close(writeEnd)
  }

  private struct Failed: Error {}

  private func openPipe() throws -> (readEnd: Int32, writeEnd: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw Failed() }
    return (ends[0], ends[1])
  }

  private func write(_ text: String, to descriptor: Int32) throws {
    let bytes = Array(text.utf8)
    guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Failed() }
  }
}
