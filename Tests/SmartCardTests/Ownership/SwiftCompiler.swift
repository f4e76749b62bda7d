import Foundation
import TestSupport

/// The compiler, for what must not compile: it checks a snippet against the modules that these tests were
/// built with, under the settings of `Package.swift`.
struct SwiftCompiler {
  /// What one compilation came to.
  struct Verdict {
    /// The errors, one sentence each; without notes and places.
    let errors: [String]
    /// Whether it compiled, or was refused in an orderly way.
    let isOrderly: Bool
    /// All that the compiler wrote.
    let output: String
  }

  private let arguments: [String]

  /// Finds the modules beside the running tests, and the settings in the package.
  init() async throws {
    let build = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../..").standardized
    let manifest = try String(contentsOf: package.appending(path: "Package.swift"), encoding: .utf8)
    let features = manifest.matches(of: /\.enableUpcomingFeature\("(\w+)"\)/)
    let pkgConfig = try await Program.named("pkg-config", ["--cflags-only-I", "libpcsclite"]).run()
    var arguments = [
      "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-module-name", "Snippet",
      "-diagnostic-style=llvm", "-swift-version", "6", "-strict-memory-safety",
      "-warnings-as-errors", "-I", build.appending(path: "Modules").path(),
      "-module-cache-path", build.appending(path: "ModuleCache").path(),
    ]
    for feature in features { arguments += ["-enable-upcoming-feature", "\(feature.output.1)"] }
    // SmartCard is built on these.
    for module in ["CPCSC", "CSpawn"] {
      let map = package.appending(path: "Sources/\(module)/module.modulemap").path()
      arguments += ["-Xcc", "-fmodule-map-file=\(map)"]
    }
    for flag in pkgConfig.text.split(whereSeparator: \.isWhitespace) {
      arguments += ["-Xcc", String(flag)]
    }
    self.arguments = arguments + ["-"]
  }

  /// Compiles a snippet as far as the checks of ownership go, which come after those of types.
  func check(_ snippet: String) async throws -> Verdict {
    let run = try await Program.named("swiftc", arguments).run(input: Array(snippet.utf8))
    let errors = run.errorText.split(separator: "\n").compactMap { line in
      line.firstRange(of: " error: ").map { String(line[$0.upperBound...]) }
    }
    return Verdict(
      errors: errors, isOrderly: run.status == (errors.isEmpty ? 0 : 1), output: run.errorText)
  }
}
