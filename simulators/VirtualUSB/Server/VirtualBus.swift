/// The devices of a server and the clients that talk to them, without sockets and threads.
///
/// Bytes of clients go in, bytes for them come out; every conversation can be replayed.
public struct VirtualBus: Sendable {
  /// A place where a device is plugged in or was.
  struct Port: Sendable {
    let busID: String
    let bus: UInt32
    var number: UInt32
    var device: VirtualDevice
    var isPluggedIn = true
    var client: Int?
  }

  struct Client: Sendable {
    var parser = USBIPParser()
    var outgoing: [UInt8] = []
    var port: Int?
    /// Nothing more is read from it; it is closed once it has its answers.
    var isClosing = false
  }

  private(set) var ports: [Port] = []
  private(set) var clients: [Int: Client] = [:]
  /// How many clients were refused because their bytes were no USB/IP.
  public private(set) var refusedClientCount = 0

  /// More transfers than this in flight at one device are no honest host's.
  private static let mostTransfers = 4096

  /// Makes a bus without devices.
  public init() {}

  // MARK: Devices

  /// Plugs a device in.
  ///
  /// Throws ``VirtualUSBError`` with the reason `busID` if the id is taken or not of the form `1-1`.
  public mutating func plug(_ device: VirtualDevice, at busID: String) throws(VirtualUSBError) {
    let parts = busID.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let bus = UInt8(parts[0]), bus > 0, busID.utf8.count < 32,
      parts[1].split(separator: ".", omittingEmptySubsequences: false)
        .allSatisfy({ UInt8($0).map { $0 > 0 } ?? false }),
      index(of: busID) == nil
    else { throw VirtualUSBError(.busID, busID) }
    ports.append(
      Port(busID: busID, bus: UInt32(bus), number: UInt32(ports.count + 2), device: device))
  }

  func index(of busID: String) -> Int? { ports.firstIndex { $0.busID == busID } }

  /// Pulls the cable: the host's connection ends.
  mutating func unplug(_ port: Int) {
    ports[port].isPluggedIn = false
    ports[port].device.hasPulledCable = false
    release(port)
  }

  /// Plugs the device in again, under another number, as hosts count them.
  mutating func replug(_ port: Int) {
    guard !ports[port].isPluggedIn else { return }
    ports[port].isPluggedIn = true
    ports[port].number += 1
  }

  private mutating func release(_ port: Int) {
    ports[port].device.disconnect()
    guard let client = ports[port].client else { return }
    ports[port].client = nil
    clients[client]?.isClosing = true
    clients[client]?.port = nil
  }

  /// Works on a device, lets its data flow, and hands its answers to the host.
  mutating func with<Result>(
    _ port: Int, now: ContinuousClock.Instant, _ body: (inout VirtualDevice) -> Result
  ) -> Result {
    let result = body(&ports[port].device)
    pump(port, now: now)
    return result
  }

  /// Lets the data of every device flow.
  ///
  /// - Returns: when there is more to do by itself.
  @discardableResult
  public mutating func pump(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    ports.indices.compactMap { pump($0, now: now) }.min()
  }

  @discardableResult
  private mutating func pump(
    _ port: Int, now: ContinuousClock.Instant
  ) -> ContinuousClock.Instant? {
    let next = ports[port].device.pump(now: now)
    let replies = ports[port].device.takeReplies()
    if let client = ports[port].client {
      for reply in replies { clients[client]?.outgoing += reply.bytes }
    }
    guard ports[port].device.hasPulledCable else { return next }
    unplug(port)
    return nil
  }

  // MARK: Clients

  /// A client has connected; the number names it.
  public mutating func connect(_ client: Int) { clients[client] = Client() }

  /// A client has gone.
  public mutating func disconnect(_ client: Int) {
    if let port = clients[client]?.port {
      ports[port].client = nil
      ports[port].device.disconnect()
    }
    clients[client] = nil
  }

  /// Takes bytes of a client and carries out what they ask.
  public mutating func receive(
    _ bytes: some Collection<UInt8>, from client: Int, now: ContinuousClock.Instant
  ) {
    guard clients[client]?.isClosing == false else { return }
    clients[client]?.parser.append(bytes)
    do throws(USBIPProtocolError) {
      while clients[client]?.isClosing == false,
        let request = try clients[client]?.parser.next()
      {
        carryOut(request, of: client, now: now)
      }
    } catch {
      refuse(client)
    }
  }

  /// Takes what is to be sent to a client.
  public mutating func takeOutgoing(_ client: Int) -> [UInt8] {
    defer { clients[client]?.outgoing.removeAll() }
    return clients[client]?.outgoing ?? []
  }

  /// Whether a client is to be closed once it has its answers.
  public func isClosing(_ client: Int) -> Bool { clients[client]?.isClosing ?? true }

  private mutating func refuse(_ client: Int) {
    refusedClientCount += 1
    if let port = clients[client]?.port { release(port) }
    clients[client]?.isClosing = true
  }

  private mutating func carryOut(
    _ request: USBIPRequest, of client: Int, now: ContinuousClock.Instant
  ) {
    switch request {
    case .deviceList:
      let devices = ports.indices.filter { ports[$0].isPluggedIn }.map(record)
      reply(.deviceList(devices), to: client)
      clients[client]?.isClosing = true
    case .importDevice(let busID): reply(importDevice(busID, for: client), to: client)
    case .submit(let submit):
      guard let port = clients[client]?.port else { return }
      guard submit.deviceID == record(port).id,
        ports[port].device.waitingCount < Self.mostTransfers
      else {
        refuse(client)
        return
      }
      with(port, now: now) { $0.submit(submit, now: now) }
    case .unlink(let sequence, let target):
      guard let port = clients[client]?.port else { return }
      with(port, now: now) { $0.unlink(sequence: sequence, target: target) }
    }
  }

  private mutating func importDevice(_ busID: String, for client: Int) -> USBIPReply {
    guard let port = index(of: busID), ports[port].isPluggedIn else {
      clients[client]?.isClosing = true
      return .importRefused(.noDevice)
    }
    guard ports[port].client == nil else {
      clients[client]?.isClosing = true
      return .importRefused(.busy)
    }
    ports[port].client = client
    clients[client]?.port = port
    clients[client]?.parser.attach()
    return .imported(record(port))
  }

  private mutating func reply(_ reply: USBIPReply, to client: Int) {
    clients[client]?.outgoing += reply.bytes
  }

  private func record(_ port: Int) -> USBIPDevice {
    let place = ports[port]
    return USBIPDevice(
      busID: place.busID, bus: place.bus, number: place.number,
      description: place.device.function.description, configuration: place.device.configuration)
  }
}
