import Desk
import Hummingbird
import HummingbirdCore
import Logging
import Lane
import LinuxSystem
import MemberStore
import NIOCore
import ServiceLifecycle
import UnixSignals
import Wording

/// The lane as a service: one resident process per till that owns readers, printer, keys and store, and that any
/// program on the machine can talk to.
public struct LaneService: Sendable {
  /// Where the service is reached, and what it keeps.
  public struct Place: Sendable, Hashable {
    /// The path of the Unix socket; `nil` for none.
    public var socket: String?
    /// The port on the loopback address; `nil` for none, 0 for any that is free.
    public var port: Int?
    /// The folder for open sales, events and tokens; only its owner can look into it.
    public var state: String
    /// Origins of pages, besides our own, that may talk to the lane.
    public var origins: [String]

    /// Makes a place.
    public init(socket: String?, port: Int?, state: String, origins: [String] = []) {
      self.socket = socket
      self.port = port
      self.state = state
      self.origins = origins
    }

    /// The file that holds the hashes of tokens.
    public var tokens: String { state + "/tokens.json" }
  }

  private let host: LaneHost
  private let place: Place
  private let tokens: Tokens

  /// Makes a service.
  ///
  /// - Throws: what the state folder or the token file is at fault with.
  public init(_ lane: ServedLane, at place: Place) throws {
    try OutputFolder.make(place.state)
    host = try LaneHost(lane, state: place.state)
    tokens = try Tokens(path: place.tokens)
    self.place = place
  }

  /// Reads programs and tokens anew; what is under way goes on as it was.
  public func reload() async {
    tokens.reload()
    await host.endSilentClaims(among: tokens.names)
    await host.shelf.forget()
  }

  /// Serves until the process is asked to end (SIGTERM, SIGINT), then finishes what is in hand.
  ///
  /// - Parameter started: told each address once it can be reached.
  public func run(started: @escaping @Sendable (String) -> Void) async throws {
    try await recover()
    var logger = Logger(label: "cardlane")
    logger.logLevel = .warning
    let router = ServiceRouter(host: host, tokens: tokens, origins: Set(place.origins)).router()
    var services: [any Service] = [
      Watching { [host] in await host.listen() },
      Watching { [host] in await host.lookAfterPaper() },
      Watching { [host] in await host.lookAfterClaims() },
    ]
    for address in try addresses() {
      services.append(
        Application(
          router: router,
          server: .http1(configuration: .init(idleTimeout: .seconds(120))),
          configuration: .init(
            address: address.bind, serverName: nil,
            availableConnectionsDelegate: .maximum(Self.connections, logger: logger)),
          onServerRunning: { channel in
            started(address.name(channel.localAddress?.port))
          }, logger: logger))
    }
    // The last one is asked to end first: streams of events keep no server waiting.
    services.append(Farewell(ring: host.events))
    try await ServiceGroup(
      configuration: .init(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
    try await host.served.store.close()
  }

  /// How many connections are open at a time; more wait.
  static let connections = 512

  /// What a crash left behind: jobs that were on their way may be on paper.
  private func recover() async throws {
    let today = host.served.clock.now().date
    _ = try await host.shelf.lane(on: today).recover()
  }

  private struct Address {
    let bind: BindAddress
    let name: @Sendable (Int?) -> String
  }

  private func addresses() throws -> [Address] {
    var addresses: [Address] = []
    if let socket = place.socket {
      addresses.append(
        Address(bind: .unixDomainSocket(path: socket)) { _ in "unix:\(socket)" })
    }
    if let port = place.port {
      addresses.append(
        Address(bind: .hostname("127.0.0.1", port: port)) { bound in
          "http://127.0.0.1:\(bound ?? port)"
        })
    }
    return addresses
  }
}

/// Something that goes on beside the answers until the service ends.
private struct Watching: Service {
  let work: @Sendable () async -> Void

  init(_ work: @escaping @Sendable () async -> Void) { self.work = work }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await work()
      // Without readers or a printer there is nothing to watch, and nothing ends.
      try? await Task.sleep(for: .seconds(365 * 86_400))
    }
  }
}

/// Ends the streams of events when the service is asked to end, so that nobody keeps it waiting.
private struct Farewell: Service {
  let ring: EventRing

  func run() async throws {
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(365 * 86_400)) }
    await ring.end()
  }
}
