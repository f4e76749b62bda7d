import Foundation
import Scenarios
import TestSupport
import Testing
import VirtualCards

/// What is wrong with PC/SC is made wrong for real, and `doctor` looks at it.
@Suite("doctor and watch, before a PC/SC that is not in order")
struct DoctorTests {
  private let desk: Desk

  init() async throws { desk = try await Desk(keys: false) }

  /// What doctor says on each line: part, state and message.
  private func doctor(
    _ environment: [String: String?], through wrapper: [String] = []
  ) async throws -> [JSON] {
    let program = Desk.executable.path
    let run = try await desk.run(
      program: wrapper.first ?? program,
      Array(wrapper.dropFirst()) + (wrapper.isEmpty ? [] : [program]) + ["doctor", "--json"],
      environment: environment)
    return try run.lines.map { try JSON($0) }
  }

  private func problem(_ lines: [JSON], saying text: String) -> JSON? {
    lines.first {
      $0["state"].text == "problem" && $0["message"].text?.contains(text) == true
        && $0["remedy"].text?.isEmpty == false
    }
  }

  private func withDaemon(
    _ body: (PrivatePCSCD, [String: String?]) async throws -> Void
  ) async throws {
    let daemon = try PrivatePCSCD()
    try await daemon.start()
    try await body(daemon, daemon.environment.mapValues(Optional.some))
    await daemon.stop()
  }

  @Test("Rules for a model that no profile knows are written on request; a misspelt one is refused")
  func rules() async throws {
    let run = try await desk.run("doctor", "--udev-rule", "1234:0a0b")
    #expect(run.status == 0)
    let rules = run.lines.filter { $0.contains(#"{idVendor}=="1234""#) }
    #expect(rules.allSatisfy { $0.contains(#"{idProduct}=="0a0b""#) && $0.contains("uaccess") })
    for subsystem in ["usb", "hidraw", "input"] {
      #expect(rules.filter { $0.hasPrefix("SUBSYSTEM==\"\(subsystem)\"") }.count == 1)
    }
    for wrong in ["1234", "1234:", "12345:0001", "zzzz:0001", "1234:0001:2"] {
      #expect(try await desk.run("doctor", "--udev-rule", wrong).status == 2)
    }
  }

  @Test("A service that was killed is not running; one that is back answers")
  func killed() async throws {
    try await withDaemon { daemon, environment in
      #expect(try await doctor(environment).contains { $0["state"].text == "good" })
      await daemon.kill()
      #expect(problem(try await doctor(environment), saying: "is not running") != nil)
      try await daemon.start()
      #expect(problem(try await doctor(environment), saying: "is not running") == nil)
    }
  }

  @Test(
    "A socket that is closed to this user is told apart from a service that does not run",
    .enabled(if: geteuid() == 0, "only root can become another user"))
  func closedSocket() async throws {
    try await withDaemon { daemon, environment in
      // The private directory keeps others out, as a wrong umask would.
      let lines = try await doctor(
        environment,
        through: ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"])
      #expect(problem(lines, saying: "This user may not open") != nil, "\(lines)")
      #expect(problem(try await doctor(environment), saying: "may not open") == nil)
    }
  }

  @Test(
    "A reader that another program has for itself is named by doctor; watch tells both ends",
    .enabled(if: Python.hasPyscard, "python3-pyscard is not installed"))
  func busy() async throws {
    try await withDaemon { daemon, environment in
      let reader = daemon.slots[0].reader
      try daemon.slots[0].insert(ScriptedCard())
      let watch = try LiveRun(desk, ["watch", "--json"], environment: environment)
      try await watch.event("cardInserted")
      let holder = try Python(Python.holder, [reader], environment: daemon.environment)
      let busy = try await watch.event("readerBusy")
      #expect(busy["reader"].text == reader && busy["kind"].text == "pcsc")
      #expect(problem(try await doctor(environment), saying: "for itself alone") != nil)
      try await holder.end()
      #expect(try await watch.event("readerFree")["reader"].text == reader)
      #expect(problem(try await doctor(environment), saying: "for itself alone") == nil)
      #expect(try await watch.interrupt() == 130)
    }
  }

  @Test("An unresponsive card is named by doctor and told by watch")
  func unresponsive() async throws {
    try await withDaemon { daemon, environment in
      try daemon.slots[0].insert(ScriptedCard.mute())
      let watch = try LiveRun(desk, ["watch", "--json"], environment: environment)
      #expect(try await watch.event("error")["code"].text == "cardUnresponsive")
      #expect(problem(try await doctor(environment), saying: "does not answer") != nil)
      #expect(try await watch.interrupt() == 130)
    }
  }

  /// Other files in the place of the machine's, for one run of doctor: in a mount namespace of its own.
  private static func mounting(_ script: String) -> [String] {
    [
      "/usr/bin/unshare", geteuid() == 0 ? "-m" : "-rm", "/bin/sh", "-c", script + "\nexec \"$@\"",
      "sh",
    ]
  }

  private static func canMount() async throws -> Bool {
    let mounting = Program(
      "/usr/bin/unshare",
      [geteuid() == 0 ? "-m" : "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
    return try await mounting.run().status == 0
  }

  @Test(
    "A reader whose configuration names a driver that is not there",
    .enabled("mounting is not allowed here") { try await DoctorTests.canMount() })
  func missingDriverFile() async throws {
    try await withDaemon { daemon, environment in
      let lines = try await doctor(
        environment,
        through: Self.mounting(
          """
          mount -t tmpfs none /etc/reader.conf.d || exit 9
          printf 'FRIENDLYNAME "X"\\nDEVICENAME /dev/null\\nLIBPATH /nonexistent/libifdx.so\\n' \\
            >/etc/reader.conf.d/x
          """))
      #expect(problem(lines, saying: "/nonexistent/libifdx.so") != nil, "\(lines)")
    }
  }

  @Test(
    "A USB reader without its driver, and with a driver that does not show it",
    .enabled("mounting is not allowed here") { try await DoctorTests.canMount() })
  func usbReader() async throws {
    // The kernel's list of USB devices as it is with one reader, and no driver for it.
    let reader = """
      mount -t tmpfs none /sys/bus || exit 9
      device=/sys/bus/usb/devices/1-1
      mkdir -p $device $device:1.0 && echo 'ACR39U ICC Reader' >$device/product
      echo 0b >$device:1.0/bInterfaceClass
      mount -t tmpfs none /usr/lib/pcsc || exit 9
      """
    try await withDaemon { daemon, environment in
      let lines = try await doctor(environment, through: Self.mounting(reader))
      let missing = problem(lines, saying: "ACR39U ICC Reader")
      #expect(missing?["remedy"].text == "Run: apt install libccid", "\(lines)")
    }
  }
}

/// A program in Python that goes on until it is ended.
private struct Python {
  static let hasPyscard = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/smartcard/__init__.py")

  /// Takes a reader for itself until its standard input ends.
  static let holder = """
    import sys
    from smartcard.scard import *
    context = SCardEstablishContext(SCARD_SCOPE_USER)[1]
    result = SCardConnect(context, sys.argv[1], SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_ANY)
    sys.stdin.read()
    SCardDisconnect(result[1], SCARD_LEAVE_CARD)
    """

  private let program: LiveProgram

  init(_ script: String, _ arguments: [String], environment: [String: String]) throws {
    program = try LiveProgram(
      Program(
        "/usr/bin/python3", ["-c", script] + arguments,
        environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }))
  }

  func end() async throws {
    program.closeInput()
    _ = try await program.finish()
  }
}
