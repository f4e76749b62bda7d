/// How a ``CardConnection`` is made and how patient it is.
public struct ConnectionOptions: Sendable, Hashable {
  /// How the card is shared with other programs.
  public var share: ShareMode
  /// The protocols that may be used.
  public var protocols: CardProtocols
  /// What is done for the application with `61xx`, `6Cxx` and long commands.
  public var rules: TransferRules
  /// How long connecting and reconnecting may take, waiting for others' transactions included.
  public var connectDeadline: Duration
  /// How long one command may take, all its exchanges included.
  public var commandDeadline: Duration
  /// How long to wait for another program's transaction to end.
  public var transactionDeadline: Duration

  /// Makes options.
  public init(
    share: ShareMode = .shared, protocols: CardProtocols = .any, rules: TransferRules = .standard,
    connectDeadline: Duration = .seconds(10), commandDeadline: Duration = .seconds(30),
    transactionDeadline: Duration = .seconds(10)
  ) {
    self.share = share
    self.protocols = protocols
    self.rules = rules
    self.connectDeadline = connectDeadline
    self.commandDeadline = commandDeadline
    self.transactionDeadline = transactionDeadline
  }
}
