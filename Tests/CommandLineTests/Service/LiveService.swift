import Foundation
import LinuxSystem
import TestSupport
import Testing

/// A lane that is served: the real program, its real sockets, and a client of other hands.
struct LiveService {
  /// Whether the client is there.
  static let hasCurl = FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")

  let life: Life
  let url: String
  let token: String
  /// Tokens of other clients.
  let others: [String]
  private let program: LiveProgram

  /// Starts the service in a shop's folder, on a port that is free.
  ///
  /// - Parameters:
  ///   - life: the shop; its folder keeps the state over restarts.
  ///   - role: what the token may do.
  ///   - others: the roles of other clients.
  ///   - types: whether the test types swipes on its standard input.
  ///   - more: further options of the command.
  ///   - environment: its environment.
  init(
    _ life: Life, role: String = "till", others: [String] = [],
    printer: String = "folder:paper", types: Bool = false, more: [String] = [],
    environment: [String: String] = Life.environment
  ) async throws {
    self.life = life
    var tokens: [String] = []
    for role in [role] + others {
      let name = "\(role)-\(UUID().uuidString.prefix(8))"
      let made = try await life.run([
        "serve", "token", "add", name, "--role", role, "--store", life.store, "--json",
      ]).expect(0)
      tokens.append(try #require(made["token"] as? String))
    }
    token = tokens[0]
    self.others = Array(tokens.dropFirst())
    program = try LiveProgram(
      Program(
        Life.binary,
        [
          "serve", "--port", "0", "--store", life.store, "--shop", "S01", "--lane", "L1",
          "--program", life.program, "--keys", "keys.json", "--no-pcsc", "--no-usb",
          "--no-keyboards", "--printer", printer,
        ] + more + (types ? ["--wedge"] : []), environment: environment,
        directory: life.folder.path), closesInput: !types)
    url = try await program.line { $0.hasPrefix("http://") }
  }

  /// Types a line on its standard input.
  func type(_ line: String) async throws { try await program.type(line) }

  /// Kills it, so that it can put nothing in order.
  func kill() async throws {
    program.signal(SIGKILL)
    _ = try await program.finish()
  }

  /// Asks it to end and waits until it has.
  func stop() async throws {
    program.signal(SIGTERM)
    _ = try await program.finish()
  }

  /// What the service answered.
  struct Reply {
    let status: Int
    let body: String

    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
    }
    var code: String? { json["code"] as? String }
    var due: String? { (json["quote"] as? [String: Any])?["due"] as? String }
  }

  /// One call, by curl.
  ///
  /// - Parameters:
  ///   - schema: the form that the answer holds to where it is good; errors hold to `problem`.
  ///   - options: more options for curl.
  func call(
    _ method: String, _ path: String, _ body: String? = nil, schema: String? = nil,
    token: String?? = .none, _ options: [String] = [],
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Reply {
    var arguments = ["-s", "--max-time", "60", "-w", "\n%{http_code}", "-X", method]
    if let token = token ?? self.token { arguments += ["-H", "Authorization: Bearer \(token)"] }
    if body != nil { arguments += ["--data-binary", "@-"] }
    let run = try await Program(
      "/usr/bin/curl", arguments + options + [url + path], environment: [:],
      directory: life.folder.path
    ).run(input: Array((body ?? "").utf8))
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    let status = try #require(Int(lines.last ?? ""), "\(run.text) \(run.status)")
    let reply = Reply(status: status, body: lines.dropLast().joined(separator: "\n"))
    // What is missing is a list, whatever the status.
    if status >= 400, path != "/health/ready" {
      try await AnswerSchema.hold(reply.body, to: "problem", at: location)
    } else if let schema {
      try await AnswerSchema.hold(reply.body, to: schema, at: location)
    }
    return reply
  }
}
