import USBDevices
import Wording

/// The reading of one USB device from when it is plugged in until it is unplugged or reading is
/// cancelled.
struct USBStripeReading: Sendable {
  let device: USBDeviceDescription
  let profiles: [DeviceProfile]
  let makeDecoder: USBStripeReaders.MakeDecoder
  let tell: @Sendable (CardEvent.Happening, String, ContinuousClock.Instant) -> Void

  private static let pause = Duration.seconds(2)

  func run() async {
    guard let interface = device.hidInterface, let profile = await recognise(interface)
    else { return }
    let name = "\(profile.name) (USB \(device.place))"
    var told: String?
    while !Task.isCancelled {
      do {
        try await read(interface, profile, name) { told = nil }
      } catch {
        let failure =
          error as? CardReaderError ?? (error as? any ExplainedError).map { CardReaderError($0) }
          ?? CardReaderError.inputFailed(reader: name, error)
        // A failure that lasts is told once.
        if failure.code != told { tell(.error(failure), name, .now) }
        told = failure.code
      }
      do { try await Task.sleep(for: Self.pause) } catch { return }
    }
  }

  /// Reads until the device is unplugged, or reading is cancelled. Throws what another try may mend.
  private func read(
    _ interface: USBInterface, _ profile: DeviceProfile, _ name: String, isReady: () -> Void
  ) async throws {
    var isAdded = false
    defer { if isAdded { tell(.readerRemoved, name, .now) } }
    do {
      let usb = try await USBDevice.open(device)
      do {
        try await usb.claim(interface.number)
        let bytes = try await usb.reportDescriptor(of: interface)
        let descriptor = try Self.parsed(bytes, profile)
        let decoder = try makeDecoder(profile, descriptor)
        for try await event in usb.reports(of: interface, descriptor) {
          switch event {
          case .ready(let dropped):
            isReady()
            isAdded = true
            tell(.readerAdded, name, .now)
            if dropped > 0 { tell(.error(.inputDropped(reader: name)), name, .now) }
          case .report(let report):
            let swipe = report.withBytes { decoder.decode($0) }
            tell(.swipe(swipe), name, report.arrival)
          case .fault(let error): tell(.error(CardReaderError(error)), name, .now)
          }
        }
        await usb.close()
      } catch {
        await usb.close()
        throw error
      }
    } catch let error as USBError {
      try settle(error, name)
    }
  }

  /// That a reader was unplugged, its removal says; what was lost by it is an error of its own.
  private func settle(_ error: USBError, _ name: String) throws(USBError) {
    switch error.reason {
    case .cancelled, .closed: return
    case .noDevice:
      if error.detail?.contains("report") == true {
        tell(.error(CardReaderError(error)), name, .now)
      }
    default: throw error
    }
  }

  private static func parsed(
    _ bytes: [UInt8], _ profile: DeviceProfile
  ) throws(CardReaderError) -> HIDReportDescriptor {
    do throws(HIDDescriptorError) {
      return try HIDReportDescriptor(bytes)
    } catch {
      throw .descriptorUnusable(profile, error)
    }
  }

  /// The profile by vendor and product, or by the report descriptor that the kernel's driver has read.
  ///
  /// Devices that no profile names are not opened: only where no driver has a HID interface that is
  /// neither keyboard nor mouse, which a program that was killed leaves behind, is the device itself
  /// asked.
  private func recognise(_ interface: USBInterface) async -> DeviceProfile? {
    let model = USBModel(vendor: device.vendor, product: device.product)
    if let own = profiles.first(where: { $0.models.contains(model) }) { return own }
    guard interface.interfaceProtocol == 0, profiles.contains(where: { $0.application != nil })
    else { return nil }
    // The driver takes a moment to read it.
    for _ in 0..<20 {
      if let bytes = device.knownReportDescriptor(of: interface.number) {
        return match(model, bytes)
      }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return nil }
    }
    guard device.kernelDriver(of: interface.number) == nil,
      let usb = try? await USBDevice.open(device, within: .zero)
    else { return nil }
    var bytes: [UInt8]?
    if (try? await usb.claim(interface.number)) != nil {
      bytes = try? await usb.reportDescriptor(of: interface)
    }
    await usb.close()
    return bytes.flatMap { match(model, $0) }
  }

  private func match(_ model: USBModel, _ bytes: [UInt8]) -> DeviceProfile? {
    guard let descriptor = try? HIDReportDescriptor(bytes) else { return nil }
    return DeviceProfile.matching(model, descriptor: descriptor, in: profiles)
  }
}
