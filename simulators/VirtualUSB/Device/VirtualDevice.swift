/// One virtual device as a host sees it: takes transfers, answers them, now or later.
///
/// No sockets, no threads, no clock of its own, so that every conversation can be replayed.
public struct VirtualDevice: Sendable {
  /// What the device does.
  public var function: any VirtualUSBFunction
  /// Faults that wait for their moment.
  var faults = FaultState()
  /// The configuration that the host has set; 0 before that.
  public private(set) var configuration: UInt8 = 0
  /// Whether the device pulled its own cable, as a fault asked for.
  public internal(set) var hasPulledCable = false

  private var halted: Set<UInt8> = []
  private var queues: [UInt8: PacketQueue] = [:]
  private var waiting: [UInt8: [WaitingTransfer]] = [:]
  private var replies: [USBIPReply] = []
  private let description: USBDescription

  /// Puts a function behind a USB device's common behaviour.
  public init(_ function: any VirtualUSBFunction) {
    self.function = function
    description = function.description
  }

  private struct WaitingTransfer: Sendable {
    let submit: USBIPSubmit
    /// What has come so far, towards the host.
    var collected: [UInt8] = []
    /// How much the function has taken, from the host.
    var taken = 0
  }

  /// Transfers that wait for an answer.
  public var waitingCount: Int { waiting.values.reduce(0) { $0 + $1.count } }

  /// Whether a transfer towards the host waits on an endpoint: someone is listening.
  public func isPolled(_ endpoint: UInt8) -> Bool { waiting[endpoint]?.isEmpty == false }

  /// Whether everything that was sent to the host has been fetched.
  public var isDrained: Bool { queues.values.allSatisfy(\.isEmpty) }

  /// The answers since the last call.
  public mutating func takeReplies() -> [USBIPReply] {
    defer { replies.removeAll() }
    return replies
  }

  /// The host is gone, or came back with a bus reset: nothing waits any more.
  public mutating func disconnect() {
    waiting.removeAll()
    halted.removeAll()
    configuration = 0
    queues = queues.filter { _ in faults.keepsReports }
    function.reset()
  }

  /// Takes a transfer; its answer may come at once or much later.
  public mutating func submit(_ submit: USBIPSubmit, now: ContinuousClock.Instant) {
    guard submit.endpoint != 0 else {
      control(submit, now: now)
      return
    }
    guard configuration != 0, description.endpoint(submit.address) != nil else {
      answer(submit, status: .brokenPipe)
      return
    }
    waiting[submit.address, default: []].append(WaitingTransfer(submit: submit))
    pump(now: now)
  }

  /// Takes a transfer back. What has come of it so far is handed over first, as a host controller
  /// does when a program's time is over.
  public mutating func unlink(sequence: UInt32, target: UInt32) {
    for (address, transfers) in waiting {
      guard let index = transfers.firstIndex(where: { $0.submit.sequence == target }) else {
        continue
      }
      let transfer = transfers[index]
      waiting[address]?.remove(at: index)
      if transfer.collected.isEmpty, transfer.taken == 0 {
        replies.append(.unlinked(sequence: sequence, status: USBStatus.connectionReset.rawValue))
      } else {
        finish(transfer, status: .ok)
        replies.append(.unlinked(sequence: sequence, status: 0))
      }
      return
    }
    replies.append(.unlinked(sequence: sequence, status: 0))
  }

  /// Lets data flow as far as they can.
  ///
  /// - Returns: when there is more to do by itself, if ever.
  @discardableResult
  public mutating func pump(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    var next: ContinuousClock.Instant?
    for address in waiting.keys.sorted() {
      while let transfer = waiting[address]?.first {
        let step =
          halted.contains(address)
          ? .finished(transfer, .brokenPipe)
          : transfer.submit.isIn ? collect(transfer, now: now) : deliver(transfer, now: now)
        switch step {
        case .finished(let transfer, let status):
          waiting[address]?.removeFirst()
          finish(transfer, status: status)
          continue
        case .waits(let transfer, let due):
          waiting[address]?[0] = transfer
          if let due { next = min(next ?? due, due) }
        }
        break
      }
    }
    return next
  }

  private enum Step {
    case finished(WaitingTransfer, USBStatus)
    case waits(WaitingTransfer, until: ContinuousClock.Instant?)
  }

  /// Fills a transfer towards the host: it ends when it is full, or with a packet that is not.
  private mutating func collect(
    _ transfer: WaitingTransfer, now: ContinuousClock.Instant
  ) -> Step {
    var transfer = transfer
    let address = transfer.submit.address
    guard let endpoint = description.endpoint(address) else {
      return .finished(transfer, .brokenPipe)
    }
    while let packet = queues[address]?.next {
      guard packet.due <= now else { return .waits(transfer, until: packet.due) }
      queues[address]?.removeFirst()
      let room = transfer.submit.length - transfer.collected.count
      transfer.collected += packet.bytes.prefix(room)
      if packet.isLast {
        hasPulledCable = true
        return .finished(transfer, .protocolError)
      }
      if packet.bytes.count > room { return .finished(transfer, .overflow) }
      if packet.bytes.count < endpoint.packetSize || packet.bytes.count == room {
        return .finished(transfer, .ok)
      }
    }
    return .waits(transfer, until: nil)
  }

  /// Gives the function what it takes.
  private mutating func deliver(
    _ transfer: WaitingTransfer, now: ContinuousClock.Instant
  ) -> Step {
    var transfer = transfer
    var outbox = USBOutbox()
    let rest = transfer.submit.data[transfer.taken...]
    let count = function.take(rest, on: transfer.submit.address, outbox: &outbox)
    transfer.taken += min(max(count, 0), rest.count)
    send(outbox, now: now)
    if hasPulledCable { return .finished(transfer, .protocolError) }
    return transfer.taken == transfer.submit.data.count
      ? .finished(transfer, .ok) : .waits(transfer, until: nil)
  }

  private mutating func finish(_ transfer: WaitingTransfer, status: USBStatus) {
    replies.append(
      .submitted(
        sequence: transfer.submit.sequence, status: status.rawValue,
        actualLength: transfer.submit.isIn ? transfer.collected.count : transfer.taken,
        data: transfer.collected))
  }

  private mutating func answer(_ submit: USBIPSubmit, status: USBStatus, data: [UInt8] = []) {
    replies.append(
      .submitted(
        sequence: submit.sequence, status: status.rawValue,
        actualLength: submit.isIn ? data.count : status == .ok ? submit.data.count : 0, data: data))
  }
}

extension VirtualDevice {
  /// Puts what a function sends into the endpoints' queues, with the faults that are due.
  mutating func send(_ outbox: USBOutbox, now: ContinuousClock.Instant) {
    if outbox.pullsCable { hasPulledCable = true }
    for message in outbox.messages {
      guard let endpoint = description.endpoint(message.endpoint) else { continue }
      let fault = faults.next(for: message.bytes)
      queues[message.endpoint, default: PacketQueue()].append(
        fault.bytes, packetSize: endpoint.packetSize, now: now,
        gap: max(faults.gap, function.pace),
        pullsCable: fault.pullsCable)
    }
  }

  /// Halts an endpoint until the host clears it; `false` if there is no such endpoint.
  @discardableResult
  public mutating func halt(_ endpoint: UInt8) -> Bool {
    guard description.endpoint(endpoint) != nil else { return false }
    halted.insert(endpoint)
    return true
  }

  /// Halts every endpoint towards the host.
  mutating func haltInput() {
    for endpoint in description.interfaces.flatMap(\.endpoints) where endpoint.address & 0x80 != 0 {
      halt(endpoint.address)
    }
  }

  /// Forgets what the host has not fetched.
  public mutating func discardReports() { queues.removeAll() }

  private mutating func control(_ submit: USBIPSubmit, now: ContinuousClock.Instant) {
    let setup = submit.setup
    guard setup.isIn == submit.isIn || setup.length == 0, !faults.stallsNextRequest() else {
      answer(submit, status: .brokenPipe)
      return
    }
    var outbox = USBOutbox()
    let result =
      standard(setup) ?? function.control(setup, data: submit.data, outbox: &outbox)
    switch result {
    case .stall: answer(submit, status: .brokenPipe)
    case .data(let data):
      let room = min(submit.length, Int(setup.length))
      answer(submit, status: .ok, data: submit.isIn ? Array(data.prefix(room)) : [])
    }
    send(outbox, now: now)
    pump(now: now)
  }

  /// The requests that every device answers (USB 2.0, 9.4); `nil` for what the function answers.
  private mutating func standard(_ setup: USBSetup) -> USBControlAnswer? {
    guard setup.kind == .standard else { return nil }
    let target = UInt8(setup.index & 0xFF)
    switch (setup.request, setup.recipient) {
    case (6, .device): return descriptor(setup)
    case (8, .device): return .data([configuration])
    case (9, .device):
      guard setup.value <= 1 else { return .stall }
      configuration = UInt8(setup.value)
      halted.removeAll()
      function.reset()
      return .done
    case (0, .device): return .data([0, 0])
    case (0, .interface) where Int(target) < description.interfaces.count: return .data([0, 0])
    case (0, .endpoint) where isEndpoint(target):
      return .data([halted.contains(target) ? 1 : 0, 0])
    case (1, .endpoint) where setup.value == 0 && isEndpoint(target):
      halted.remove(target)
      return .done
    case (3, .endpoint) where setup.value == 0 && isEndpoint(target):
      halted.insert(target)
      return .done
    // The kernel keeps addresses to itself, but other clients may not.
    case (5, .device): return .done
    case (10, .interface) where Int(target) < description.interfaces.count: return .data([0])
    case (11, .interface) where setup.value == 0 && Int(target) < description.interfaces.count:
      return .done
    case (6, .interface): return nil
    default: return .stall
    }
  }

  private func isEndpoint(_ address: UInt8) -> Bool {
    address & 0x7F == 0 || description.endpoint(address) != nil
  }

  private func descriptor(_ setup: USBSetup) -> USBControlAnswer {
    let index = UInt8(setup.value & 0xFF)
    switch (setup.value >> 8, index) {
    case (1, 0): return .data(description.deviceDescriptor)
    case (2, 0): return .data(description.configurationDescriptor)
    case (3, _): return description.stringDescriptor(index).map { .data($0) } ?? .stall
    // A full-speed device has no qualifier for another speed.
    default: return .stall
    }
  }
}

/// How a transfer ended: 0 or a negative errno of Linux.
enum USBStatus: Int32, Sendable {
  case ok = 0
  /// The endpoint is halted (`EPIPE`).
  case brokenPipe = -32
  /// The device broke off (`EPROTO`).
  case protocolError = -71
  /// The device sent more than there was room for (`EOVERFLOW`).
  case overflow = -75
  /// Taken back by the host (`ECONNRESET`).
  case connectionReset = -104
}
