extension USBDevice {
  /// The input reports of a HID interface, which must be claimed.
  ///
  /// First comes ``HIDReportEvent/ready(dropped:)``, when the device has been silent for `settle`:
  /// reports that it had waiting are dropped and counted. A report that stops in the middle for
  /// `patience` is handed over as it is. The stream throws ``USBError`` when the device is unplugged
  /// (`usbNoDevice`), closed, or fails for two seconds on end; it ends when it is dropped or its task is
  /// cancelled. There is one stream at a time for an interface.
  public func reports(
    of interface: USBInterface, _ descriptor: HIDReportDescriptor,
    settle: Duration = .milliseconds(250), patience: Duration = .seconds(1)
  ) -> AsyncThrowingStream<HIDReportEvent, any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: HIDReportEvent.self)
    let assembler = interface.interruptIn.map {
      HIDReportAssembler(descriptor, packetSize: $0.packetSize)
    }
    guard let endpoint = interface.interruptIn, let assembler, assembler.longestReport > 0 else {
      continuation.finish(throwing: USBError(.notFound, device: description))
      return stream
    }
    let flow = ReportFlow(assembler, settle: settle, patience: patience, now: .now)
    let pump = ReportPump(
      flow, endpoint: endpoint, device: description, continuation: continuation)
    let thread = thread
    continuation.onTermination = { _ in thread.enqueue { pump.stop(&$0) } }
    if !thread.enqueue({ pump.start(&$0) }) {
      continuation.finish(throwing: USBError(.closed, device: description))
    }
    return stream
  }
}
