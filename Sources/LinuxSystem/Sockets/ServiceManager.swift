/// Tells the service manager how the process is (`sd_notify(3)`): datagrams to the socket that it names.
public enum ServiceManager {
  /// The process is ready.
  public static let ready = "READY=1"
  /// The process is about to end.
  public static let stopping = "STOPPING=1"
  /// The process is alive.
  public static let watchdog = "WATCHDOG=1"

  /// How often the service manager wants a sign of life: half of the time that it allows; `nil` where it wants none.
  public static func watchdogInterval(_ environment: [String: String]) -> Duration? {
    guard let text = environment["WATCHDOG_USEC"], let allowed = Int64(text), allowed > 0 else {
      return nil
    }
    return .microseconds(allowed / 2)
  }

  /// Sends a state; nothing happens where no service manager listens.
  ///
  /// - Returns: whether it was sent.
  @discardableResult
  public static func tell(_ state: String, _ environment: [String: String]) -> Bool {
    guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@") else {
      return false
    }
    return LocalSocket.send(Array(state.utf8), to: path)
  }
}
