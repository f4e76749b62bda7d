import Glibc
import LinuxSystem
public import VirtualCards

/// A real pcscd of one's own, with virtual readers and nothing else: for tests and for trying things.
///
/// It shares nothing with a pcscd that the system runs, needs no rights beyond the user's own, and any
/// number run side by side: each has a directory with a socket in it, its own `/run`, ports that were
/// free, and an empty driver directory, so that it never takes a real reader away from anybody.
/// Programs reach it with ``environment``. When the process that started it ends, however it ends, it
/// ends too.
///
/// ```swift
/// let daemon = try PrivatePCSCD()
/// try await daemon.start()
/// try daemon.slots[0].insert(EchoCard())
/// // run a program with daemon.environment …
/// await daemon.stop()
/// ```
public final class PrivatePCSCD: Sendable {
  /// A slot of a virtual reader.
  public struct Slot: Sendable {
    /// The reader's name as PC/SC spells it.
    public let reader: String
    /// Where cards are inserted.
    public let card: VPCDSlot

    /// Puts a card into the slot.
    public func insert(_ virtual: any VirtualCard) throws { try card.insert(virtual) }

    /// Takes the card out.
    public func remove() { card.remove() }
  }

  /// Its directory; it goes away with ``stop()``.
  public let directory: String
  /// The slots, two to a reader, in pcscd's order.
  public let slots: [Slot]
  private let installation: PCSCDInstallation
  /// The ports of its readers, which no other daemon takes meanwhile.
  private let ports: [FreePorts]
  private let process = Guarded<PCSCDProcess?>(nil)

  /// The socket on which it listens.
  public var socketPath: String { directory + "/sock" }

  /// How many slots vpcd's driver gives a reader.
  static let slotsPerReader = 2

  /// Prepares a daemon with as many virtual readers (1 to 8) of two slots each; ``start(within:)`` starts it.
  ///
  /// Throws ``PrivatePCSCDError``, which names the Debian package that is missing.
  public init(readers: Int = 1) throws(PrivatePCSCDError) {
    guard 1...8 ~= readers else {
      throw PrivatePCSCDError(.tooManyReaders, "\(readers * Self.slotsPerReader)")
    }
    installation = try PCSCDInstallation()
    directory = try PCSCDFiles.makeDirectory()
    var slots: [Slot] = []
    var ports: [FreePorts] = []
    var configuration = ""
    for number in 0..<readers {
      let claimed = try FreePorts(count: Self.slotsPerReader)
      let port = claimed.first
      ports.append(claimed)
      // The driver keeps its slots in variables of its own, which two readers of one file would
      // share; every reader therefore gets a copy.
      let driver = "\(directory)/drivers/vpcd-\(number).so"
      try PCSCDFiles.copy(installation.driver, to: driver)
      configuration += PCSCDInstallation.configuration(
        number: number, driver: driver, port: port)
      for slot in 0..<Self.slotsPerReader {
        slots.append(
          Slot(
            reader: PCSCDInstallation.readerName(number: number, slot: slot),
            card: VPCDSlot(port: port + UInt16(slot))))
      }
    }
    self.slots = slots
    self.ports = ports
    try PCSCDFiles.write(Array(configuration.utf8), to: directory + "/conf/vpcd")
  }

  deinit {
    process.with { $0.take() }?.end()
    PCSCDFiles.remove(directory)
  }

  /// What a program's environment needs in order to reach this pcscd.
  public var environment: [String: String] { ["PCSCLITE_CSOCK_NAME": socketPath] }

  /// Points this very process to this pcscd.
  ///
  /// libpcsclite looks at its environment once, when the process makes its first context: call it
  /// before that, and for one daemon only.
  public func adopt() { unsafe setenv("PCSCLITE_CSOCK_NAME", socketPath, 1) }

  /// The process's number while it runs.
  public var processID: Int32? { process.with { $0?.id } }

  /// What it has logged since it was prepared.
  public var log: String { PCSCDFiles.read(directory + "/log") }

  /// Starts it and waits until it answers. Does nothing if it runs.
  ///
  /// The socket is made anew at the same path, so that it also starts after ``kill()``.
  public func start(within deadline: Duration = .seconds(20)) async throws(PrivatePCSCDError) {
    guard processID == nil else { return }
    try await OwnedThread.run(name: "pcscd-start") { () throws(PrivatePCSCDError) in
      let started = try PCSCDProcess(
        installation: self.installation, directory: self.directory, socketPath: self.socketPath)
      do throws(PrivatePCSCDError) {
        try started.waitUntilReady(
          at: self.socketPath, until: .now + deadline, log: { self.log })
      } catch {
        started.end()
        throw error
      }
      self.process.with { $0 = started }
    }
  }

  /// Ends it at once, as a crash would (SIGKILL); programs that use it lose their connections.
  public func kill() async {
    let running = process.with { $0.take() }
    await OwnedThread.run(name: "pcscd-end") { running?.end() }
  }

  /// Ends it at once and starts it again on the same socket.
  public func restart() async throws(PrivatePCSCDError) {
    await kill()
    try await start()
  }

  /// Takes all cards out, ends it and removes its directory. It cannot be started again.
  public func stop() async {
    await kill()
    await OwnedThread.run(name: "pcscd-stop") {
      for slot in self.slots { slot.remove() }
      PCSCDFiles.remove(self.directory)
    }
  }
}
