import Foundation
import Glibc
import LinuxSystem

/// A PostgreSQL server of a test's own: in a folder of its own, reached through a socket there, gone with it
/// or with the process of the tests.
package final class PostgresServer: Sendable {
  /// Where it keeps its data, its socket and its log.
  package let folder: TemporaryFolder
  /// The number in its socket's name.
  package static let port = 5432
  private let process: ChildProcess
  /// How it is started, as a line of shell.
  private let start: String
  /// The server ends when nobody holds the other end of its input.
  private let lifeline: FileHandle

  /// Starts a server and waits until it answers.
  ///
  /// - Parameters:
  ///   - settings: as `postgresql.conf` has them.
  ///   - setup: a line of shell that makes the data, in `data`; a new cluster if none is given.
  package init(
    settings: [String: String] = [:],
    setup: String = "initdb -D data -U owner -A trust -E UTF8 --locale=C --no-sync",
    stopping: String = "immediate"
  ) throws {
    folder = try TemporaryFolder()
    if geteuid() == 0 {
      guard let user = unsafe getpwnam("postgres") else { throw PostgresServerError("no user") }
      _ = unsafe chown(folder.path, user.pointee.pw_uid, user.pointee.pw_gid)
    }
    let standard = [
      "listen_addresses": "", "max_connections": "300", "lc_messages": "C",
      "unix_socket_permissions": "0777",
    ]
    let options = standard.merging(settings) { $1 }.sorted { $0.key < $1.key }
      .map { "-c \($0.key)='\($0.value)'" }.joined(separator: " ")
    start = "pg_ctl -w -D data -l server.log -o \"-k '\(folder.path)' \(options)\" start"
    let script = """
      cd '\(folder.path)' && PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1):$PATH"
      { \(setup); } > setup.log 2>&1 &&
      \(start) > start.log 2>&1
      echo $? > started.new && mv started.new started
      cat > /dev/null
      pg_ctl -D data -m \(stopping) stop > /dev/null 2>&1
      """
    let input = Foundation.Pipe()
    process = try Self.shell(
      script, descriptors: [0: input.fileHandleForReading.fileDescriptor])
    lifeline = input.fileHandleForWriting
    try? input.fileHandleForReading.close()
    try waitForStart()
  }

  deinit { stop() }

  /// Runs a script as the user who may run a server: root may not.
  private static func shell(
    _ script: String, descriptors: [Int32: Int32] = [:]
  ) throws -> ChildProcess {
    let shell = "/bin/sh"
    guard geteuid() == 0 else {
      return try ChildProcess(shell, ["-c", script], descriptors: descriptors)
    }
    return try ChildProcess(
      "/usr/bin/setpriv",
      ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", shell, "-c", script],
      descriptors: descriptors)
  }

  /// Ends it as a power cut would.
  package func crash() throws {
    guard let processID else { throw PostgresServerError("it does not run") }
    kill(processID, SIGKILL)
  }

  /// Starts it again after ``crash()``, once what is left of it is gone.
  package func startAgain() throws {
    let script = """
      cd '\(folder.path)' && PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1):$PATH"
      for try in 1 2 3 4 5 6 7 8 9; do \(start) >> start.log 2>&1 && exit; sleep 0.2; done; exit 1
      """
    guard try Self.shell(script).wait()?.status == 0 else {
      throw PostgresServerError("it does not start again")
    }
  }

  /// Stops it and waits until it is gone.
  package func stop() {
    try? lifeline.close()
    _ = process.wait()
  }

  /// The number of its main process.
  package var processID: Int32? {
    let file = try? String(contentsOfFile: folder.path + "/data/postmaster.pid", encoding: .utf8)
    return file?.split(separator: "\n").first.flatMap { Int32($0) }
  }

  /// The address of one of its databases.
  package func address(_ database: String, user: String = "owner") -> String {
    "postgres://\(user)@/\(database)?host=\(folder.path)&port=\(Self.port)"
  }

  /// Runs one of PostgreSQL's own programs against it, such as `createdb`, and gives what it printed.
  @discardableResult
  package func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/" + program)
    process.arguments = ["-h", folder.path, "-p", "\(Self.port)", "-U", "owner"] + arguments
    let output = Foundation.Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw PostgresServerError(text) }
    return text
  }

  /// Waits for the file that says how the start ended; a process that is gone will not write it.
  private func waitForStart() throws {
    let file = folder.path + "/started"
    while true {
      if let text = try? String(contentsOfFile: file, encoding: .utf8) {
        if text == "0\n" { return }
        break
      }
      if process.wait(atMost: .milliseconds(20)) != nil { break }
    }
    let logs = ["setup.log", "start.log", "server.log"].compactMap { name in
      try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    throw PostgresServerError(logs.joined(separator: "\n"))
  }
}

/// The server could not be started, or a program of its own failed.
package struct PostgresServerError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
