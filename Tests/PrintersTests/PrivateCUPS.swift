import Foundation
import LinuxSystem
import Testing

@testable import Printers

/// A server of CUPS of the test's own, with a raw queue whose backend keeps what would be printed.
final class PrivateCUPS {
  static let daemon = "/usr/sbin/cupsd"
  /// Whether the programs are installed, and whether we may start them: the server changes its user.
  static let isHere =
    FileManager.default.isExecutableFile(atPath: daemon)
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/lp") && geteuid() == 0

  let environment: [String: String]
  private let folder: URL
  private let server: ChildProcess

  init() async throws {
    let folder = try temporaryFolder()
    let socket = folder.appending(path: "cups.sock").path
    self.folder = folder
    environment = ChildProcess.ownEnvironment.merging(["CUPS_SERVER": socket]) { $1 }
    try Self.prepare(folder, socket: socket)
    server = try ChildProcess(
      Self.daemon,
      [
        "-f", "-c", folder.appending(path: "root/cupsd.conf").path, "-s",
        folder.appending(path: "root/cups-files.conf").path,
      ])
    let deadline = ContinuousClock.now + .seconds(60)
    while try run("/usr/bin/lpstat", ["-r"]) != 0 || !FileManager.default.fileExists(atPath: socket)
    {
      guard ContinuousClock.now < deadline, server.isRunning else { throw POSIXError(.ETIMEDOUT) }
      try await Task.sleep(for: .milliseconds(50))
    }
    let made = try run("/usr/sbin/lpadmin", ["-p", "Slips", "-E", "-v", "paper:/slips"])
    try #require(made == 0)
  }

  /// The server's folders, its settings, and a backend that keeps what it gets.
  private static func prepare(_ folder: URL, socket: String) throws {
    for name in ["root", "spool", "cache", "state", "tmp", "log", "bin/backend", "paper"] {
      let path = folder.appending(path: name)
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      // The server runs no program of a folder that others can write.
      try open(path, 0o755)
    }
    try open(folder, 0o755)
    let programs = "/usr/lib/cups"
    for name in try FileManager.default.contentsOfDirectory(atPath: programs)
    where name != "backend" {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "bin/" + name).path,
        withDestinationPath: programs + "/" + name)
    }
    let paper = folder.path + "/paper/"
    // Run as root, which its mode asks for. The sixth argument is the job's file; without it the job is
    // on standard input.
    try write(
      """
      #!/bin/sh
      [ $# -eq 0 ] && { echo 'direct paper "Unknown" "Paper"'; exit 0; }
      cat "${6:--}" > "\(paper)$1.part" && mv "\(paper)$1.part" "\(paper)$1.bin"

      """, to: folder.appending(path: "bin/backend/paper"), 0o700)
    try write(
      """
      Listen \(socket)
      Browsing No
      DefaultAuthType None
      WebInterface No
      <Location />
      Order allow,deny
      Allow all
      </Location>
      <Policy default>
      <Limit All>
      Order allow,deny
      Allow all
      </Limit>
      </Policy>

      """, to: folder.appending(path: "root/cupsd.conf"), 0o644)
    let places = [
      ("ServerRoot", "root"), ("RequestRoot", "spool"), ("CacheDir", "cache"),
      ("StateDir", "state"), ("TempDir", "tmp"), ("AccessLog", "log/access"),
      ("ErrorLog", "log/error"), ("PageLog", "log/page"), ("ServerBin", "bin"),
    ].map { "\($0.0) \(folder.appending(path: $0.1).path)\n" }.joined()
    try write(
      places + "User lp\nGroup lp\nSystemGroup root\n",
      to: folder.appending(path: "root/cups-files.conf"), 0o644)
  }

  deinit {
    server.signal(SIGTERM)
    server.wait(atMost: .seconds(20))
    server.end()
    try? FileManager.default.removeItem(at: folder)
  }

  /// What the queue's backend got, job by job.
  var paper: [[UInt8]] {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "paper").path)
      return try names.filter { $0.hasSuffix(".bin") }.sorted().map {
        Array(try Data(contentsOf: folder.appending(path: "paper/" + $0)))
      }
    }
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    try ChildProcess(program, arguments, environment: environment).wait()?.status ?? -1
  }

  private static func write(_ text: String, to file: URL, _ mode: Int) throws {
    try Data(text.utf8).write(to: file)
    try open(file, mode)
  }

  private static func open(_ file: URL, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }
}
