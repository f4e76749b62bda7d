import CLibUSB
import LinuxSystem

extension USBDevice {
  /// Sends bytes to a bulk or interrupt endpoint.
  ///
  /// Throws ``USBError``; its ``USBError/transferred`` says how many bytes had gone over, so that
  /// nothing need be sent twice.
  public func write(
    _ bytes: [UInt8], to endpoint: USBEndpoint, within limit: Duration = .seconds(5)
  ) async throws(USBError) {
    try check(endpoint, isIn: false)
    _ = try await transfer(
      TransferRequest(
        kind: endpoint.transferKind, endpoint: endpoint.address, data: bytes, timeout: limit))
  }

  /// Receives up to `count` bytes from a bulk or interrupt endpoint; fewer if the device ends with a
  /// short packet.
  ///
  /// `count` should be a multiple of the packet size, or exactly what the device will send. Throws
  /// ``USBError`` with `usbTimeout` if nothing came; what did come before the time was over is given.
  public func read(
    _ count: Int, from endpoint: USBEndpoint, within limit: Duration = .seconds(5)
  ) async throws(USBError) -> [UInt8] {
    try check(endpoint, isIn: true)
    return try await transfer(
      TransferRequest(
        kind: endpoint.transferKind, endpoint: endpoint.address,
        data: [UInt8](repeating: 0, count: count), timeout: limit), keepsPart: true)
  }

  /// Makes a request on the control endpoint, and gives what the device answers with.
  ///
  /// Throws ``USBError`` with `usbPipe` if the device refuses the request.
  @discardableResult
  public func control(
    _ request: USBControlRequest, within limit: Duration = .seconds(2)
  ) async throws(USBError) -> [UInt8] {
    guard request.length <= 0xFFFF - 8 else {
      throw USBError(.invalidParameter, device: description, detail: "control request too long")
    }
    return try await transfer(
      TransferRequest(kind: .control, endpoint: 0, data: request.bytes, timeout: limit))
  }

  private func check(_ endpoint: USBEndpoint, isIn: Bool) throws(USBError) {
    guard endpoint.isIn == isIn, [.bulk, .interrupt].contains(endpoint.kind) else {
      throw USBError(.invalidParameter, device: description, detail: "endpoint direction or kind")
    }
  }

  /// Does one transfer and gives the bytes that were received.
  private func transfer(
    _ request: TransferRequest, keepsPart: Bool = false
  ) async throws(USBError) -> [UInt8] {
    let description = description
    return try await thread.perform(within: request.timeout) { session, call in
      let key = ObjectIdentifier(call)
      do throws(USBError) {
        try session.submit(request, as: key) { _, transfer in
          let status = transfer.status
          let count = transfer.transferred
          if let reason = status.reason,
            !(keepsPart && status == .timedOut && count > 0)
          {
            call.finish(
              .failure(USBError(reason, device: description, transferred: count)))
          } else {
            call.finish(.success(transfer.withBytes { bytes in bytes.indices.map { bytes[$0] } }))
          }
        }
      } catch {
        call.finish(.failure(error))
      }
    }
  }
}

extension USBEndpoint {
  fileprivate var transferKind: TransferRequest.Kind { kind == .interrupt ? .interrupt : .bulk }
}
