import ArgumentParser
import Desk
import Foundation
import Wire
import Wording

/// What is said on standard error when a command fails, and the exit status that goes with it.
struct ErrorReport {
  private let code: String
  private let message: String
  private let hint: String?
  private let mistakes: [ErrorEnvelope.Entry]?
  private let status: Int32
  private let asJSON: Bool
  /// Help and version requests arrive as errors too; they go to standard output.
  private let isRequestedText: Bool

  /// Explains an error.
  ///
  /// - Parameter command: The command that ran; `nil` where none could be made of the arguments.
  init(
    _ error: any Error, in command: (any ParsableCommand.Type)? = nil, arguments: [String]
  ) {
    asJSON = arguments.contains("--json") || !StandardError.isTerminal
    let language = Language.preferred(in: arguments)
    mistakes = ErrorEnvelope.mistakes(of: error, language)
    var requested = false
    switch error {
    case let exit as ExitCode:
      // The command has said everything itself.
      (code, message, hint, status) = ("", "", nil, exit.rawValue)
    case let explained as any ExplainedError:
      code = explained.code
      message = explained.message[language]
      hint = (CommandHint.of(explained.code) ?? explained.hint)?[language]
      status = explained.nature.rawValue
    default:
      let parserStatus = CardLane.exitCode(for: error)
      if parserStatus == .success {
        requested = true
        (code, message, hint, status) = ("", CardLane.fullMessage(for: error), nil, 0)
      } else if parserStatus == .validationFailure {
        code = "usage"
        message = CardLane.message(for: error)
        hint = CardLane.usageLine(for: error, in: command)
        status = ErrorNature.input.rawValue
      } else {
        let plain = PlainError(error)
        (code, message) = (plain.code, plain.message[language])
        (hint, status) = (plain.hint?[language], plain.nature.rawValue)
      }
    }
    isRequestedText = requested
  }

  /// Writes the report and returns the exit status.
  func deliver() -> Int32 {
    if isRequestedText {
      print(message)
    } else if !message.isEmpty {
      StandardError.write(asJSON ? json : text)
    }
    return status
  }

  private var text: String {
    // One sentence each: a line end in it came from outside.
    "cardlane: " + VisibleText.of(message)
      + (hint.map { "\n  → " + VisibleText.of($0) } ?? "")
  }

  private var json: String {
    ErrorEnvelope(code: code, message: message, hint: hint, mistakes: mistakes).json
  }
}

extension CardLane {
  /// The line after "Usage:" of a parser error or of the command that found one, as a hint.
  fileprivate static func usageLine(
    for error: any Error, in command: (any ParsableCommand.Type)?
  ) -> String? {
    if let command {
      let lines = helpMessage(for: command, columns: 10_000).split(separator: "\n")
      return lines.first { $0.hasPrefix("USAGE:") }.map { "Usage:" + $0.dropFirst(6) }
    }
    let lines = fullMessage(for: error).split(separator: "\n")
    return lines.first { $0.hasPrefix("Usage:") }.map(String.init)
  }
}
