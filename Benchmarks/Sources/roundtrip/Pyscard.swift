import Foundation

/// The same loop in Python with pyscard, as a child process that takes its turns when it is told to.
final class Pyscard {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// `nil` where pyscard is not installed.
  init?(reader: String, command: [UInt8], environment: [String: String]) throws {
    let script = URL(filePath: #filePath).appending(path: "../../../peers/pyscard_roundtrip.py")
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      script.standardized.path, reader, command.map { String(format: "%02X", $0) }.joined(),
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard line() == "ready" else { return nil }
  }

  /// The median of a turn in microseconds.
  func run(rounds: Int) throws -> Double {
    try input.fileHandleForWriting.write(contentsOf: Data("\(rounds)\n".utf8))
    guard let median = line().flatMap(Double.init) else { throw PyscardEnded() }
    return median
  }

  func close() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func line() -> String? {
    var bytes: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}

private struct PyscardEnded: Error {}
