/// How long each wait for a printer on a line may last.
public struct StreamPatience: Sendable, Hashable {
  /// Until the connection stands.
  public var connecting: Duration
  /// Until a question about the status is answered.
  public var status: Duration
  /// Until the bytes are sent and the printer has answered after the last one.
  public var printing: Duration
  /// How long nothing must come before a line counts as quiet.
  public var quiet: Duration

  /// Makes a set of limits.
  public init(
    connecting: Duration = .seconds(3), status: Duration = .seconds(2),
    printing: Duration = .seconds(30), quiet: Duration = .milliseconds(30)
  ) {
    self.connecting = connecting
    self.status = status
    self.printing = printing
    self.quiet = quiet
  }
}
