import Foundation
import TestSupport
import Testing

/// A rules service behind TLS that asks for the till's certificate: a server of Python's, and certificates
/// that OpenSSL makes for the occasion.
struct TLSRulesServer: Sendable {
  let endpoint: URL
  private let folder: URL

  /// The path of `ca.pem`, `till.pem`, `stranger.pem`, or of a `.key`.
  func file(_ name: String) -> String { folder.appending(path: name).path }

  /// Runs a service that gives one answer, for as long as `body` takes.
  static func run<Result: Sendable>(
    answer: String, _ body: (TLSRulesServer) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rules-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await makeCertificates(in: folder)
    try Data(answer.utf8).write(to: folder.appending(path: "quote.json"))
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "tls_rules_server.py")
    let server = try LiveProgram(Program("/usr/bin/python3", [script.path, folder.path]))
    let port = try await server.line { $0.hasPrefix("port ") }.dropFirst(5)
    let url = try #require(URL(string: "https://127.0.0.1:\(port)/v1/quotes"))
    let result = try await body(TLSRulesServer(endpoint: url, folder: folder))
    server.signal(SIGTERM)
    return result
  }

  private static func makeCertificates(in folder: URL) async throws {
    let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for name in ["ca", "stranger"] {
      try await openssl(
        folder,
        ["req", "-x509"] + newKey
          + ["-keyout", name + ".key", "-out", name + ".pem", "-subj", "/CN=" + name, "-days", "2"])
    }
    try Data("subjectAltName=IP:127.0.0.1\n".utf8).write(to: folder.appending(path: "names"))
    for name in ["service", "till"] {
      try await openssl(
        folder,
        ["req"] + newKey
          + ["-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name])
      try await openssl(
        folder,
        [
          "x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
          "-CAcreateserial", "-out", name + ".pem", "-days", "2", "-extfile", "names",
        ])
    }
  }

  private static func openssl(_ folder: URL, _ arguments: [String]) async throws {
    let run = try await Program("/usr/bin/openssl", arguments, directory: folder.path).run()
    try #require(run.status == 0, "\(run.errorText)")
  }
}
