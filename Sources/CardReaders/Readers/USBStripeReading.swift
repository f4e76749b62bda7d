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
      let usb = try await USBDevice.open(device, claiming: interface.number)
      do {
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

  /// What the device is. One that a program has tells nothing until it is free.
  private func recognise(_ interface: USBInterface) async -> DeviceProfile? {
    while true {
      let found = await DeviceProfile.recognising(device, in: profiles)
      guard found == nil, device.kernelDriver(of: interface.number) == "usbfs" else { return found }
      do { try await Task.sleep(for: Self.pause) } catch { return nil }
    }
  }
}
