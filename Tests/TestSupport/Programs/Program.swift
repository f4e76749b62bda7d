package import LinuxSystem

/// A program that a test runs: where it lies, its arguments, its surroundings.
package struct Program: Sendable {
  /// Where it lies; `PATH` is not looked at.
  package var path: String
  /// What follows its name.
  package var arguments: [String]
  /// All its variables; those of the test if there are none given.
  package var environment: [String: String]?
  /// Where it works; where the test does if none is given.
  package var directory: String?

  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    directory: String? = nil
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
  }

  /// A program that is looked for as a shell would.
  package static func named(
    _ name: String, _ arguments: [String] = [], environment: [String: String]? = nil
  ) -> Program {
    Program("/usr/bin/env", [name] + arguments, environment: environment)
  }

  /// How the program was called.
  package var commandLine: String { ([path] + arguments).joined(separator: " ") }

  /// Starts it with chosen descriptors.
  package func spawn(_ descriptors: [Int32: Int32]) throws(SpawnError) -> ChildProcess {
    try ChildProcess(
      path, arguments, environment: environment, directory: directory, descriptors: descriptors)
  }

  /// Runs it to its end, when it is its turn at a ``Turnstile``.
  ///
  /// Throws ``ProgramOverdue`` when it has not ended in time; it is ended then.
  package func run(
    input: [UInt8] = [], within limit: Duration = .seconds(180), at turnstile: Turnstile = .shared
  ) async throws -> FinishedProgram {
    try await turnstile.pass {
      try await RunningProgram(self, input: input).finish(within: limit)
    }
  }
}

/// What a run of a program came to.
package struct FinishedProgram: Sendable {
  /// The exit status; 128 and the number of the signal that ended it.
  package let status: Int32
  /// What it wrote to standard output.
  package let output: [UInt8]
  /// What it wrote to standard error.
  package let errors: [UInt8]

  /// Standard output as text.
  package var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  package var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// A program that did not end in time, and what it had written by then.
package struct ProgramOverdue: Error, CustomStringConvertible {
  package let commandLine: String
  package let limit: Duration
  package let output: String
  package let errors: String

  package var description: String {
    """
    not ended within \(limit): \(commandLine)
    --- standard output
    \(output)
    --- standard error
    \(errors)
    """
  }
}
