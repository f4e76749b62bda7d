import ArgumentParser
import Foundation

/// Parses, runs, and turns whatever goes wrong into one explained error and an exit status.
@main
enum Main {
  static func main() async {
    // A reader of our output that leaves early (`| head`) ends the command, not with a crash report.
    signal(SIGPIPE, SIG_DFL)
    let arguments = Array(CommandLine.arguments.dropFirst())
    var running: (any ParsableCommand.Type)?
    do {
      var command = try CardLane.parseAsRoot(arguments)
      running = type(of: command)
      try LaneInForce.verify(for: arguments.first)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(ErrorReport(error, in: running, arguments: arguments).deliver())
    }
  }
}
