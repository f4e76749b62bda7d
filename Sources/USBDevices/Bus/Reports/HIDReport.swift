import Glibc

/// An input report. Its bytes overwrite themselves when the last holder lets go, and never print.
public struct HIDReport: Sendable {
  private let storage: Storage
  /// Bytes that the report descriptor states. The report is shorter if the device ended it early or
  /// fell silent in the middle.
  public let statedLength: Int
  /// When its end reached the program.
  public let arrival: ContinuousClock.Instant

  /// Copies a report.
  public init(_ bytes: Span<UInt8>, statedLength: Int, arrival: ContinuousClock.Instant = .now) {
    storage = Storage(bytes)
    self.statedLength = statedLength
    self.arrival = arrival
  }

  /// Bytes that came.
  public var count: Int { storage.count }

  /// Whether bytes are missing.
  public var isCut: Bool { count < statedLength }

  /// Lends the bytes, the id in front if the device sends ids.
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes(body)
  }

  @safe
  private final class Storage: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    let count: Int

    init(_ bytes: Span<UInt8>) {
      count = bytes.count
      unsafe buffer = .allocate(capacity: max(1, count))
      for index in bytes.indices { unsafe buffer.initializeElement(at: index, to: bytes[index]) }
    }

    deinit {
      if let base = unsafe buffer.baseAddress { unsafe explicit_bzero(base, count) }
      unsafe buffer.deallocate()
    }

    func withBytes<Result, Failure: Error>(
      _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      try body(unsafe UnsafeBufferPointer(start: buffer.baseAddress, count: count).span)
    }
  }
}

extension HIDReport: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The length only: a report of a stripe reader is a card.
  public var description: String { "HIDReport(\(count) of \(statedLength) bytes ••••)" }

  /// As ``description``.
  public var debugDescription: String { description }

  /// No children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// What a claimed HID interface tells.
public enum HIDReportEvent: Sendable {
  /// From now on reports count. What the device had waiting from before, or was in the middle of, was
  /// dropped: so many reports. An old swipe must not pay for a new customer.
  case ready(dropped: Int)
  /// A report came.
  case report(HIDReport)
  /// Something came that is no report, or part of one was lost; reading goes on.
  case fault(USBError)
}
