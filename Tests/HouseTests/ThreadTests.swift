import Foundation
import Testing

/// Threads are made, and results handed from them to tasks, in one room.
@Suite("Threads of our own")
struct ThreadTests {
  /// What makes a thread, wakes a task or a thread, or hands a result over without our lock.
  private static let means = [
    "CheckedContinuation", "withUnsafeContinuation", "withCheckedThrowingContinuation",
    "withUnsafeThrowingContinuation", "pthread_create(", "detachNewThread", "Thread {",
    "NSCondition", "DispatchQueue(", "pipe(", "pipe2(", "socketpair(",
  ]

  /// Where one of them is meant for something else: a pair of sockets as the lifeline of a child process.
  private static let others: Set = ["PCSCDProcess.swift: socketpair("]

  @Test(
    "What goes from a thread of ours to a task goes through a call: no other room has a way of its own",
    arguments: try House.rooms().filter { $0.name != "LinuxSystem" })
  func oneWay(room: House.Room) throws {
    for file in try House.Room.files(in: room.folder) {
      let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      for means in Self.means where code.contains(where: { Self.has($0, means) }) {
        let found = "\(file.lastPathComponent): \(means)"
        #expect(Self.others.contains(found), "\(room.name), \(found)")
      }
    }
  }

  @Test("A room that knows cards does not do so for the sake of a thread")
  func noDetour() throws {
    let room = try #require(try House.rooms().first { $0.name == "SmartCard" })
    for file in try House.Room.files(in: room.folder) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for name in ["class Guarded", "class Call", "struct OwnedThread", "class Deadlines"] {
        #expect(!text.contains(name), "\(file.lastPathComponent)")
      }
    }
  }

  /// Whether a line has a word, and not only as the end of another.
  private static func has(_ line: Substring, _ word: String) -> Bool {
    line.ranges(of: word).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && before != "_" && before != "."
    }
  }
}
