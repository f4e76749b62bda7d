public import CardCrypto
public import FoundationEssentials
public import InputDevices
public import MagneticStripe

/// Every stripe reader that types, taken away from the desktop, as one reader.
///
/// Only keyboards that a profile names by vendor and product, or that the user names, are grabbed; all
/// others stay as they are. What is read are key positions, so that no keyboard layout changes a sentinel
/// and no other keyboard's keys come in between.
public struct WedgeReaders: CardReader {
  private let profiles: [DeviceProfile]
  private let named: [String]
  private let source: @Sendable () -> AsyncStream<InputHotPlugEvent>
  private let decoder: WedgeTextDecoder
  private let patience: Duration
  private let now: @Sendable () -> Date

  /// Makes the readers.
  ///
  /// - Parameters:
  ///   - profiles: the models to look for; those that send reports are left to ``USBStripeReaders``.
  ///   - named: keyboards besides: a node such as `/dev/input/event3`, `vendor:product` in four hexadecimal
  ///     digits each, or the name that the device gives itself.
  ///   - monitor: what tells of input devices that come and go.
  ///   - filter: what counts as a payment card, whose tracks are dropped.
  ///   - swipeKeys: what decrypts the tracks that an encrypting head types.
  ///   - patience: how long a reader may be silent in the middle of a swipe.
  ///   - now: what the time of an event is told by.
  public init(
    profiles: [DeviceProfile] = DeviceProfile.all, named: [String] = [],
    monitor: InputMonitor = InputMonitor(), filter: PaymentCardFilter = .standard,
    swipeKeys: (any SwipeKeyStore)? = nil, patience: Duration = .seconds(1),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.profiles = profiles.filter { $0.kind == .wedge }
    self.named = named
    source = { monitor.events() }
    decoder = WedgeTextDecoder(filter: filter, swipeKeys: swipeKeys)
    self.patience = patience
    self.now = now
  }

  /// Always ``ReaderKind/wedge``.
  public var kind: ReaderKind { .wedge }

  /// For each reader ``CardEvent/Happening/readerAdded`` once it is grabbed, its swipes, and
  /// ``CardEvent/Happening/readerRemoved``. Keys from before are dropped, and an error with code
  /// `readerInputDropped` says so.
  public func events() -> AsyncStream<CardEvent> {
    let (profiles, named, source) = (profiles, named, source)
    let (decoder, patience, now) = (decoder, patience, now)
    return .reading { report in
      var readings: [String: Task<Void, Never>] = [:]
      for await event in source() {
        switch event {
        case .attached(let device):
          guard let name = Self.name(of: device, profiles: profiles, named: named) else { continue }
          let reading = WedgeReading(
            device: device, name: name, decoder: decoder, patience: patience
          ) { happening, arrival in
            report(
              CardEvent(happening, reader: name, kind: .wedge, time: now(), arrival: arrival))
          }
          readings[device.id] = Task { await reading.run() }
        case .detached(let device):
          if let reading = readings.removeValue(forKey: device.id) {
            await reading.ended(within: .seconds(1))
          }
        }
      }
      for reading in readings.values { reading.cancel() }
      for reading in readings.values { await reading.value }
    }
  }

  /// The name under which a keyboard that is to be grabbed appears in events; `nil` for every other
  /// device, which is left alone.
  public static func name(
    of device: InputDeviceDescription, profiles: [DeviceProfile] = DeviceProfile.all,
    named: [String] = []
  ) -> String? {
    guard device.canType else { return nil }
    let model = USBModel(vendor: device.vendor, product: device.product)
    let place = device.place.map { " (\($0))" } ?? ""
    if let profile = profiles.first(where: { $0.kind == .wedge && $0.models.contains(model) }) {
      return profile.name + place
    }
    let isNamed = named.contains { wanted in
      wanted == device.node || wanted == device.name
        || wanted.lowercased() == model.description
    }
    return isNamed ? device.name + place : nil
  }
}

/// The reading of one keyboard from when it is plugged in until it is unplugged or reading is cancelled.
struct WedgeReading: Sendable {
  let device: InputDeviceDescription
  let name: String
  let decoder: WedgeTextDecoder
  let patience: Duration
  let tell: @Sendable (CardEvent.Happening, ContinuousClock.Instant) -> Void

  private static let pause = Duration.seconds(2)

  func run() async {
    var told: InputError?
    while !Task.isCancelled {
      do {
        try await read { told = nil }
        return
      } catch let error as InputError {
        if error.reason == .noDevice { return }
        // A failure that lasts is told once.
        if told != error { tell(.error(CardReaderError(error)), .now) }
        told = error
      } catch {
        tell(.error(.inputFailed(reader: name, error)), .now)
      }
      do { try await Task.sleep(for: Self.pause) } catch { return }
    }
  }

  private func read(isReady: () -> Void) async throws {
    var isAdded = false
    defer { if isAdded { tell(.readerRemoved, .now) } }
    for try await event in GrabbedKeyboard(device, patience: patience).events() {
      switch event {
      case .ready(let dropped):
        isReady()
        isAdded = true
        tell(.readerAdded, .now)
        if dropped > 0 { tell(.error(.inputDropped(reader: name)), .now) }
      case .swipe(let typed):
        let swipe = typed.withBytes { line in
          line.indices.allSatisfy { line[$0] <= 0x20 }
            ? nil : decoder.decode(line)
        }
        if let swipe { tell(.swipe(swipe), typed.arrival) }
      case .fault(let error): tell(.error(CardReaderError(error)), .now)
      }
    }
  }
}
