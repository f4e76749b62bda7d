import Foundation
import TestSupport
import Testing
import VirtualUSB

/// The program while it waits for the next line.
private struct WaitingProgram {
  private let program: LiveProgram

  init(_ desk: Desk, _ arguments: [String], environment: [String: String?]) throws {
    program = try LiveProgram(desk.program(arguments, environment: environment))
  }

  var memory: ProcessMemory { ProcessMemory(processID: program.id) }
  var isRunning: Bool { program.isRunning }
  /// What it has written until now.
  var output: Data { Data(program.seen.joined(separator: "\n").utf8) }

  func type(_ line: String) async throws { try await program.type(line) }

  /// Waits until the output has a text in it.
  func wait(for text: String) async throws { try await program.line { $0.contains(text) } }

  /// Waits for a condition.
  func until(_ holds: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while try !holds() {
      try #require(ContinuousClock.now < deadline && isRunning)
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}

/// One way in which a bank card comes into the program.
private struct Way: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: [String]
  /// The line for a bank card's tracks.
  let line: @Sendable ([String]) throws -> String

  var testDescription: String { name }

  static func decode(
    _ name: String, _ device: String, _ line: @escaping @Sendable ([String]) throws -> String
  ) -> Way {
    Way(
      name: name,
      arguments: ["decode", "--device", device, "--keys", "keys.json", "--date", Desk.date],
      line: line)
  }

  static let all = [
    decode("keyboard text", "wedge") { $0.joined() },
    decode("SureSwipe", "magtek") { hexadecimal(SureSwipeReport.bytes(tracks: $0)) },
    decode("HID POS", "hidpos") { tracks in
      hexadecimal(
        tracks.map { UInt8($0.utf8.count) }
          + zip(tracks, [79, 40, 107]).flatMap { track, size in
            Array(track.utf8) + [UInt8](repeating: 0, count: size - track.utf8.count)
          })
    },
    decode("MagneSafe, decrypted", "magtek") { try EncryptedSwipes.magTek($0) },
    decode("ID TECH mode", "idtech") { tracks in
      let text = tracks.filter { !$0.isEmpty }.map { $0 + "\r" }.joined()
      return hexadecimal(
        [0, 0, 0] + tracks.map { UInt8($0.utf8.count) } + [0, UInt8(text.utf8.count), 0]
          + Array(text.utf8) + [UInt8](repeating: 0, count: 500 - text.utf8.count))
    },
    decode("ID TECH enhanced, decrypted", "idtech") { try EncryptedSwipes.idTech($0) },
    decode("ID TECH original, decrypted", "idtech") { try EncryptedSwipes.idTech($0, .original) },
    Way(
      name: "watch, keyboard text",
      arguments: [
        "watch", "--wedge", "--no-usb", "--no-keyboards", "--json", "--keys", "keys.json", "--date",
        Desk.date,
      ]
    ) { $0.joined() },
  ]

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

@Suite("A bank card leaves no trace")
struct BankCardTraceTests {
  /// Numbers that stand nowhere else, of the range that payment schemes keep for tests.
  private static let number = "4929083174650218"
  private static let mark = "8305617249940138"

  @Test("Nowhere in the program's memory, output or files, in any form", arguments: Way.all)
  private func nowhere(_ way: Way) async throws {
    let desk = try await Desk()
    try await desk.takeReaderKeys()
    let program = try WaitingProgram(
      desk, way.arguments,
      environment: [
        "CARDLANE_TEST_MARK": Self.mark, "PCSCLITE_CSOCK_NAME": desk.path("no-service"),
      ])
    let tracks = [
      "%B\(Self.number)^DOE/JOHN^2612101000000000?", ";\(Self.number)=2612101000000000?", "",
    ]
    try await program.type(way.line(tracks))
    try await program.wait(for: "bankCard")

    let traces = NumberTraces(Self.number)
    let mark = traces.patterns.count
    var seen: Set<Int> = []
    // The line is overwritten right after the answer to it. What the search finds of the environment
    // shows that it would find the number as well.
    try? await program.until {
      seen = try program.memory.found(traces.patterns + [Array(Self.mark.utf8)])
      return seen == [mark]
    }
    #expect(seen.contains(mark))
    #expect(seen.subtracting([mark]).map { traces.names[$0] } == [])
    #expect(program.isRunning)
    #expect(traces.found(in: program.output) == [])
    for name in try FileManager.default.subpathsOfDirectory(atPath: desk.directory.path) {
      guard let content = FileManager.default.contents(atPath: desk.path(name)) else { continue }
      #expect(traces.found(in: content) == [], "\(name)")
    }
  }
}
