import CLibUSB

/// Keeps one interrupt transfer going and hands over what comes. Only the device's thread touches it.
final class ReportPump: @unchecked Sendable {
  typealias Continuation = AsyncThrowingStream<HIDReportEvent, any Error>.Continuation

  private let endpoint: USBEndpoint
  private let device: USBDeviceDescription
  private let continuation: Continuation
  private var flow: ReportFlow
  private var isStopped = false

  init(
    _ flow: ReportFlow, endpoint: USBEndpoint, device: USBDeviceDescription,
    continuation: Continuation
  ) {
    self.flow = flow
    self.endpoint = endpoint
    self.device = device
    self.continuation = continuation
  }

  func start(_ session: inout DeviceSession) { perform(flow.next, &session) }

  func stop(_ session: inout DeviceSession) {
    isStopped = true
    session.cancel(ObjectIdentifier(self))
  }

  private func perform(_ step: ReportFlow.Step, _ session: inout DeviceSession) {
    guard !isStopped, session.isOpen else { return end(.cancelled, nil) }
    switch step {
    case .submit(let length, let limit): submit(length, limit, &session)
    case .retry(let pause, let clearsHalt):
      session.schedule(after: pause) { session in
        if clearsHalt { session.clearHalt(self.endpoint.address) }
        self.perform(self.flow.next, &session)
      }
    case .end(let reason, let detail): end(reason, detail)
    }
  }

  private func submit(_ length: Int, _ limit: Duration, _ session: inout DeviceSession) {
    let request = TransferRequest(
      kind: .interrupt, endpoint: endpoint.address, data: [UInt8](repeating: 0, count: length),
      timeout: limit)
    do throws(USBError) {
      try session.submit(request, as: ObjectIdentifier(self)) { session, transfer in
        let status = transfer.status
        let now = ContinuousClock.now
        let step = transfer.withBytes { bytes in
          self.flow.take(status, bytes, at: now) { self.tell($0) }
        }
        self.perform(step, &session)
      }
    } catch {
      // A submission fails at once when the device is gone.
      end(error.reason == .io ? .noDevice : error.reason, flow.brokenOff ?? error.detail)
    }
  }

  private func tell(_ event: HIDReportEvent) {
    guard case .fault(let error) = event else {
      continuation.yield(event)
      return
    }
    continuation.yield(.fault(USBError(error.reason, device: device, detail: error.detail)))
  }

  private func end(_ reason: USBError.Reason, _ detail: String?) {
    isStopped = true
    continuation.finish(throwing: USBError(reason, device: device, detail: detail))
  }
}
