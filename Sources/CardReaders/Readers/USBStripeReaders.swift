public import FoundationEssentials
public import USBDevices

/// Every magnetic stripe reader on USB that sends reports, as one reader.
///
/// Readers are found by the profiles, also while they are plugged in and out; each is claimed, taken from
/// the kernel's driver, which gets it back at the end, and read with its own report descriptor. A
/// reader's name is its model and the port that it is plugged into, so that it stays the same when the
/// cable is pulled and put back.
public struct USBStripeReaders: CardReader {
  /// Makes the decoder for a reader from its profile and its own report descriptor.
  public typealias MakeDecoder =
    @Sendable (DeviceProfile, HIDReportDescriptor) throws(CardReaderError) -> StripeReportDecoder

  private let profiles: [DeviceProfile]
  private let source: @Sendable () -> AsyncStream<USBHotPlugEvent>
  private let makeDecoder: MakeDecoder
  private let now: @Sendable () -> Date

  /// Makes the readers.
  ///
  /// - Parameters:
  ///   - profiles: the models to look for; those that type are left to ``WedgeReaders``.
  ///   - monitor: what tells of USB devices that come and go.
  ///   - makeDecoder: where keys of encrypting heads, or a lane's own filter, come in.
  ///   - now: what the time of an event is told by.
  public init(
    profiles: [DeviceProfile] = DeviceProfile.all, monitor: USBMonitor = USBMonitor(),
    makeDecoder: @escaping MakeDecoder = { profile, descriptor throws(CardReaderError) in
      try StripeReportDecoder(profile: profile, descriptor: descriptor)
    }, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.profiles = profiles.filter { $0.kind == .msr }
    source = { monitor.events() }
    self.makeDecoder = makeDecoder
    self.now = now
  }

  /// Always ``ReaderKind/msr``.
  public var kind: ReaderKind { .msr }

  /// For each reader ``CardEvent/Happening/readerAdded`` once it can be used, its swipes, and
  /// ``CardEvent/Happening/readerRemoved``. What had been swiped before the reader was claimed is dropped,
  /// and an error with code `readerInputDropped` says so. A reader that may not be opened, or that
  /// another program has, is an error once, and is tried again every two seconds.
  public func events() -> AsyncStream<CardEvent> {
    let (profiles, source, makeDecoder, now) = (profiles, source, makeDecoder, now)
    return .reading { report in
      var readings: [USBDeviceDescription.Address: Task<Void, Never>] = [:]
      for await event in source() {
        switch event {
        case .attached(let device):
          let reading = USBStripeReading(
            device: device, profiles: profiles, makeDecoder: makeDecoder,
            tell: { happening, name, arrival in
              report(
                CardEvent(happening, reader: name, kind: .msr, time: now(), arrival: arrival))
            })
          readings[device.address] = Task { await reading.run() }
        case .detached(let device):
          // It notices by itself, and then knows what was lost; but one that waits to open the device
          // must be told.
          if let reading = readings.removeValue(forKey: device.address) {
            await reading.ended(within: .seconds(1))
          }
        }
      }
      for reading in readings.values { reading.cancel() }
      for reading in readings.values { await reading.value }
    }
  }
}

extension Task where Success == Void, Failure == Never {
  /// Waits for the task to end, and cancels it after a while.
  func ended(within patience: Duration) async {
    let watch = Task {
      do { try await Task<Never, Never>.sleep(for: patience) } catch { return }
      cancel()
    }
    await value
    watch.cancel()
  }
}
