import Foundation
import Testing

@Suite(
  "cardlane simulate usb with Debian's usbip on a real kernel", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["CARDLANE_TEST_KERNEL"] == "1"),
  .timeLimit(.minutes(10)))
struct SimulateUSBKernelTests {
  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  /// Runs a program to its end and gives what it wrote.
  private func run(_ words: [String]) async throws -> Run {
    try await desk.run(program: "/usr/bin/env", words)
  }

  /// The command that the program says to run as root, as words.
  private func attach(_ bus: String, _ simulate: LiveRun) async throws -> [String] {
    let line = try await simulate.line { $0.hasPrefix(bus) && $0.contains("is waiting") }
    let command = try #require(line.components(separatedBy: "As root: ").last)
    return command.split(separator: " ").map(String.init)
  }

  /// Attaches a device. `usbip` fails while the kernel is still setting up another one.
  private func untilAttached(_ command: [String]) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let attached = try await run(command)
      if attached.status == 0 { return }
      try #require(
        attached.errors.contains("open vhci_driver") && ContinuousClock.now < deadline,
        "\(attached.errors)")
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private func eventually(_ what: Comment, _ holds: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !holds() {
      try #require(ContinuousClock.now < deadline, what)
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test("As its page says: list, attach, swipe, port, detach, and a printer's paper in a file")
  func documented() async throws {
    let simulate = try LiveRun(
      desk,
      [
        "simulate", "usb", "--device", "magtek", "--device", "printer", "--port", "0", "--paper",
        "slips.bin",
      ])
    let reader = try await attach("1-1", simulate)
    let printer = try await attach("1-2", simulate)
    let port = try #require(reader.firstIndex(of: "--tcp-port").map { reader[$0 + 1] })
    let list = try await run(["usbip", "--tcp-port", port, "list", "-r", "127.0.0.1"])
    #expect(list.text.contains("0801:0002") && list.text.contains("04b8:0e15"), "\(list)")
    for command in [reader, printer] { try await untilAttached(command) }
    for bus in ["1-1", "1-2"] {
      try await simulate.line { $0.hasPrefix(bus) && $0.contains("attached") }
    }

    // Another program, which knows nothing of this project, reads the swipe.
    let folder = "/dev/cardlane"
    var node: String?
    try await eventually("the reader's node is there") {
      node = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.first {
        $0.hasPrefix("magtek-sureswipe-") && !$0.contains("usb")
      }
      return node != nil
    }
    let path = "\(folder)/\(try #require(node))"
    let reading = Task { try await run(["head", "-c", "337", path]) }
    // For 50 ms after a program has opened a hidraw node, the kernel throws away what comes: on a busy
    // machine for longer than a pause can be sure of, so that the card is swiped until it is heard.
    let swiping = Task {
      for line in ["wait listening", "pause 500"] { try await simulate.type("1-1: \(line)") }
      while !Task.isCancelled {
        try await simulate.type("1-1: ;9156880012345672=2612?")
        try await Task.sleep(for: .seconds(5))
      }
    }
    let heard = try await reading.value.text
    swiping.cancel()
    #expect(heard.contains(";9156880012345672=2612?"))

    var paper: String?
    try await eventually("the printer's node is there") {
      // Its number is one of those that other devices take as well.
      paper = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/usb"))?.first {
        $0.hasPrefix("lp")
      }
      return paper != nil
    }
    let slip = "/dev/usb/\(try #require(paper))"
    #expect(try await run(["sh", "-c", "printf 'VIP\\n' >\(slip)"]).status == 0)
    try await eventually("the slip is in the file") {
      try desk.contents("slips.bin") == Data("VIP\n".utf8)
    }

    let ports = try await run(["usbip", "port"])
    #expect(ports.text.contains("0801:0002") && ports.text.contains("04b8:0e15"), "\(ports)")
    #expect(try await run(["usbip", "detach", "-p", "00"]).status == 0)
    try await simulate.line { $0.hasPrefix("1-1") && $0.contains("detached") }
    // Attached once more, its cable is pulled.
    try await untilAttached(reader)
    try await simulate.line { $0.hasPrefix("1-1") && $0.contains("attached") }
    try await simulate.type("1-1: unplug")
    try await simulate.line { $0.hasPrefix("1-1") && $0.contains("detached") }
    #expect(try await simulate.interrupt() == 130)
  }
}
