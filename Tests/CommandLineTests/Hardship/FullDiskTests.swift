import Foundation
import TestSupport
import Testing

/// Small file systems in memory, which only those may mount who own the machine.
enum SmallDisk {
  static func canBeMounted() async throws -> Bool {
    let mounting = ["-m", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"]
    return try await Program("/usr/bin/unshare", mounting).run().status == 0
  }
}

/// A disk without room, a real one: a small file system in memory, mounted for one shell only.
@Suite(
  "A full disk: told, nothing lost, and everything goes on once there is room",
  .enabled("needs the right to mount a file system") { try await SmallDisk.canBeMounted() })
struct FullDiskTests {
  /// Runs commands one after the other on a small disk that is full but for some kilobytes; then there is
  /// room again, and they run once more.
  private static let script = """
    set -u
    mkdir disk && mount -t tmpfs -o size=4m none disk || exit 99
    cp shop.db* disk/
    head -c $((LEFT * 1024)) /dev/zero > disk/spare
    cat /dev/zero > disk/fill 2>/dev/null
    rm disk/spare
    "$CARDLANE" checkout --program "$PROGRAM" --store disk/shop.db --sale sale.json --keys keys.json \
      --swipe "$CARD" --json > first.out 2> first.err; echo $? > first.status
    "$CARDLANE" points balance --store disk/shop.db --member M1 --date 2026-01-10 --json \
      > full.out 2> full.err; echo $? > full.status
    rm disk/fill
    "$CARDLANE" checkout --program "$PROGRAM" --store disk/shop.db --sale sale.json --keys keys.json \
      --swipe "$CARD" --json > second.out 2> second.err; echo $? > second.status
    cp disk/shop.db* .
    """

  @Test(
    "However little room is left, a checkout is booked once or told and not booked at all",
    arguments: [0, 4, 8, 16, 32, 48, 64, 96, 128, 256])
  func checkout(kilobytes: Int) async throws {
    let life = try Life()
    try await life.enrol("M1", Numbers.first, joined: "2026-01-05", "--registered", "2026-01-05")
      .expect(0)
    let card = try await life.swipe(Numbers.first)
    try await life.buy(life.sale("S1", "2026-01-06", "100.00"), card).expect(0)
    try life.write("sale.json", life.sale("S2", "2026-01-10", "100.00"))
    try await run(life, ["LEFT": "\(kilobytes)", "CARD": card])

    let first = try text(life, "first.status")
    if first == "0" {
      #expect(kilobytes > 0)
    } else {
      let told = try text(life, "first.err")
      #expect(first == "3", "\(told)")
      #expect(told.contains(#""code":"diskFull""#) && told.contains(#""hint":"#), "\(told)")
    }
    // What was there before is still there, and can be read on the full disk, or that is told.
    if try text(life, "full.status") == "0" {
      let read = try text(life, "full.out")
      #expect(read.contains(#""balance":88"#) || read.contains(#""balance":176"#), "\(read)")
    } else {
      #expect(try text(life, "full.status") == "3")
      #expect(try text(life, "full.err").contains(#""code":"diskFull""#))
    }
    let problem = try text(life, "second.err")
    #expect(try text(life, "second.status") == "0", "\(problem)")
    #expect(try text(life, "second.out").contains(#""state":"committed""#))
    #expect(try await life.balance("M1", "2026-01-10") == 176)
  }

  private func run(_ life: Life, _ more: [String: String]) async throws {
    let environment = Life.environment.merging(
      ["CARDLANE": Life.binary, "PROGRAM": life.program, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        .merging(more) { $1 }
    ) { $1 }
    let run = try await Program(
      "/usr/bin/unshare", ["-m", "sh", "-c", Self.script], environment: environment,
      directory: life.folder.path
    ).run()
    try #require(run.status == 0)
  }

  private func text(_ life: Life, _ name: String) throws -> String {
    try String(contentsOf: life.folder.appending(path: name), encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }
}
