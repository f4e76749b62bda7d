import ArgumentParser
import BusinessCalendar
import CardReaders
import Desk
import Dispatch
import Foundation
import Lane
import LaneService
import LinuxSystem
import Loyalty
import MemberStore
import Wording

struct ServeRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Serve the lane over HTTP until asked to end.",
    discussion: """
      One process owns the lane's readers, printer, keys and store. It is reached on a Unix socket (--socket, mode \
      0660) and on the loopback address (--port; 0 takes a free one), never from elsewhere. Every call under /v1 needs \
      a token: cardlane serve token add. /till is the cashier's page, /manager the manager's, /openapi.json describes
      the calls.
      Open sales survive a crash of the service; cards are shown again. SIGTERM finishes what is in hand, SIGHUP reads \
      programs and tokens anew.

      Example: cardlane serve --config lane.yaml --port 8642
      """)

  @OptionGroup var options: ServeOptions
  @OptionGroup var sources: ReaderSources
  @OptionGroup var keys: KeyOptions
  @OptionGroup var readerKeys: ReaderKeyOptions
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var paper: PaperOptions
  @Option(help: "A program file; else those of the lane file.")
  var program: String?
  @Option(help: "A file that says who decides prices instead: a service over HTTP.")
  var rules: String?
  @Option(help: "The poster with the gifts for points, as YAML or JSON.")
  var poster: String?
  @Option(help: "The shop's id, such as S01.", transform: PersonArgument.parse)
  var shop: String?
  @Option(help: "The lane's id, such as L1.", transform: PersonArgument.parse)
  var lane: String?
  @Option(help: "The shop's name on the slip.")
  var storeName: String?
  @Flag(help: "Refuse genuine cards that nobody has entered in the store.")
  var strictRegister = false
  @OptionGroup var speech: SpeechOptions

  func run() async throws {
    let settings = LaneInForce.settings
    let (socket, port) = (
      settings.socket(options.socket)?.value, settings.port(options.port)?.value
    )
    guard socket != nil || port != nil else {
      throw MissingOption("--port", field: "service.port").error
    }
    try ProgramFile.require(program)
    let served = try served()
    if let socket { try SocketPath.clear(socket) }
    let service = try LaneService(
      served,
      at: .init(
        socket: socket, port: port, state: options.folder(),
        origins: settings.origins.map(\.value)))
    let environment = ProcessInfo.processInfo.environment
    let hangUp = Self.onHangUp { await service.reload() }
    defer { hangUp.cancel() }
    let alive = Self.signsOfLife(environment)
    defer { alive?.cancel() }
    // Files of the service are its own; its socket is its group's too.
    umask(0o117)
    let json = speech.json
    try await service.run { address in
      StandardOutput.write(json ? "{\"listening\":\"\(address)\"}" : address)
      ServiceManager.tell(ServiceManager.ready, environment)
    }
    ServiceManager.tell(ServiceManager.stopping, environment)
    if let socket { try? FileManager.default.removeItem(atPath: socket) }
  }

  /// Everything that the lane owns, opened once.
  private func served() throws -> ServedLane {
    let (shop, lane) = (try TillInForce.shop(shop), try TillInForce.lane(lane))
    let (language, program, rules) = (speech.language, program, rules)
    let opened = try keys.open(with: readerKeys)
    let shelf = ProgramShelf.holding(program)
    return ServedLane(
      configuration: LaneInForce.configuration(
        store: shop, lane: lane, storeName: storeName, language: language,
        unknownCards: LaneInForce.settings.unknownCards(strictRegister).value),
      store: try StoreOptions.openOrMake(options.store),
      program: { date in try ProgramFile.load(program, on: date) },
      version: { version in try shelf(version) },
      rules: { try RulesFile.rules(rules, program: $0, language: language) },
      keys: opened.issuer, readers: sources.readers(keys: opened.readers),
      samReader: keys.samReader, budget: judging.budget, poster: try gifts(),
      printer: try paper.open(),
      slips: try LaneInForce.settings.slips(paper.slips).map {
        SlipFiles(folder: $0.value, profile: try paper.profile())
      },
      zone: LaneInForce.settings.timeZone(nil).value)
  }

  /// The poster in force, read whenever it is asked for; a file that cannot be used is told at the start.
  private func gifts() throws -> (@Sendable () throws -> Poster)? {
    guard let path = LaneInForce.settings.poster(poster)?.value else { return nil }
    _ = try PosterFile.load(path)
    return { try PosterFile.load(path) }
  }

  /// Calls back on SIGHUP.
  private static func onHangUp(
    _ body: @escaping @Sendable () async -> Void
  ) -> any DispatchSourceSignal {
    signal(SIGHUP, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    source.setEventHandler { Task { await body() } }
    source.resume()
    return source
  }

  /// Tells the service manager now and then that the process is alive, where it wants to know.
  private static func signsOfLife(_ environment: [String: String]) -> Task<Void, any Error>? {
    ServiceManager.watchdogInterval(environment).map { interval in
      Task {
        while true {
          try await Task.sleep(for: interval)
          ServiceManager.tell(ServiceManager.watchdog, environment)
        }
      }
    }
  }
}

/// The path of a Unix socket.
private enum SocketPath {
  /// Takes away the socket that an earlier run left behind.
  ///
  /// - Throws: ``PlainError`` `socketTaken` where a service answers there, or where something else lies.
  static func clear(_ path: String) throws {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK, !LocalSocket.isAnswered(path) else {
      throw PlainError(
        code: "socketTaken",
        Sentence(
          zhHans: "“\(path)”已被占用。", zhHant: "「\(path)」已被占用。", en: "\"\(path)\" is taken."),
        hint: Sentence(
          zhHans: "可能已有一个 cardlane serve 在运行。", zhHant: "可能已有一個 cardlane serve 在執行。",
          en: "Perhaps a cardlane serve runs there already."))
    }
    try FileManager.default.removeItem(atPath: path)
  }
}
