import Testing

@testable import InputDevices

@Suite("Keys as swipes")
struct SwipeTests {
  private let start = ContinuousClock.now

  /// What a reader with a US keyboard sends for a text; a line feed is Enter.
  static func keys(_ text: String) -> [UInt8] {
    text.utf8.flatMap { character -> [UInt8] in
      let wanted = character == 0x0A ? 0x0D : character
      for code: UInt16 in 1..<128 {
        for shift in [false, true] {
          var decoder = KeyDecoder()
          if shift { _ = decoder.take(42, .down) }
          guard decoder.take(code, .down) == wanted else { continue }
          let sync = event(0, 0, 0)
          let press = event(1, code, 1) + sync + event(1, code, 0) + sync
          return shift ? event(1, 42, 1) + press + event(1, 42, 0) + sync : press
        }
      }
      return []
    }
  }

  private func text(_ swipe: TypedSwipe?) -> String? {
    swipe?.withBytes { bytes in
      String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
  }

  private func swipes(_ parts: [(text: String, after: Duration)]) -> [String] {
    var stream = KeyStream()
    var found: [String] = []
    var now = start
    for part in parts {
      now += part.after
      if let swipe = stream.expire(at: now) { found.append(text(swipe) ?? "") }
      stream.take(Self.keys(part.text).span, at: now) { output in
        if case .swipe(let swipe) = output { found.append(text(swipe) ?? "") }
      }
    }
    if let swipe = stream.expire(at: now + .seconds(10)) { found.append(text(swipe) ?? "") }
    return found
  }

  @Test("Enter ends a swipe, and one between tracks does not")
  func tracks() {
    #expect(swipes([("%B91^A^26?;91=26?\n", .zero)]) == ["%B91^A^26?;91=26?"])
    #expect(
      swipes([("%B91^A^26?\n", .zero), (";91=26?\n\n", .milliseconds(5))])
        == ["%B91^A^26?\r;91=26?"])
  }

  @Test("A second swipe is a swipe of its own")
  func second() {
    #expect(
      swipes([(";91=26?\n", .zero), (";92=26?\n", .milliseconds(500))])
        == [";91=26?", ";92=26?"])
    #expect(swipes([(";91=26?\nx", .zero)]) == [";91=26?", "x"])
  }

  @Test("Silence ends half a swipe, and it never runs into the next")
  func half() {
    #expect(swipes([(";9156", .zero), (";92=26?\n", .seconds(3))]) == [";9156", ";92=26?"])
    #expect(swipes([(";91", .zero), ("56=26?\n", .milliseconds(900))]) == [";9156=26?"])
  }

  /// The bytes of keys, stamped with a time.
  private func keys(_ text: String, at time: Duration) -> [UInt8] {
    var bytes = Self.keys(text)
    let (seconds, attoseconds) = time.components
    let microseconds = attoseconds / 1_000_000_000_000
    for start in stride(from: 0, to: bytes.count, by: 24) {
      for place in 0..<8 {
        bytes[start + place] = UInt8(truncatingIfNeeded: seconds >> (8 * Int64(place)))
        bytes[start + 8 + place] = UInt8(truncatingIfNeeded: microseconds >> (8 * Int64(place)))
      }
    }
    return bytes
  }

  @Test("Keys that are fetched late belong to the swipe in which they were typed, and to no other")
  func late() {
    /// What comes of parts that were typed at some time and fetched at another, in milliseconds.
    func swipes(_ parts: [(text: String, typed: Int, fetched: Int)]) -> [String] {
      var stream = KeyStream()
      var found: [String] = []
      let boot = Duration.seconds(1_000_000)
      for part in parts {
        let fetched = Duration.milliseconds(part.fetched)
        stream.take(
          keys(part.text, at: boot + .milliseconds(part.typed)).span, at: start + fetched,
          clock: boot + fetched
        ) { output in
          if case .swipe(let swipe) = output { found.append(text(swipe) ?? "") }
        }
      }
      if let swipe = stream.expire(at: start + .seconds(100)) { found.append(text(swipe) ?? "") }
      return found
    }
    // The tracks of one swipe, the second fetched long after the first.
    #expect(
      swipes([("%B91^A^26?\n", 0, 1), (";91=26?\n", 9, 700)]) == ["%B91^A^26?\r;91=26?"])
    #expect(swipes([(";91", 0, 1), ("56=26?\n", 9, 2_500)]) == [";9156=26?"])
    // Two swipes, fetched as one.
    #expect(
      swipes([(";91=26?\n", 0, 5_000), (";92=26?\n", 2_000, 5_000)]) == [";91=26?", ";92=26?"])
    // A clock that has nothing to do with the events', and events from the future.
    #expect(swipes([(";91=26?\n", 9_999_999, 0)]) == [";91=26?"])
    #expect(swipes([(";91=26?\n", -999_000_000, 0)]) == [";91=26?"])
  }

  @Test("What is half, and what is whole, is said")
  func cut() {
    var assembler = SwipeAssembler(patience: .seconds(1))
    #expect(assembler.deadline == nil)
    _ = assembler.take(UInt8(ascii: ";"), at: start)
    #expect(assembler.deadline == start + .seconds(1))
    #expect(assembler.expire(at: start + .milliseconds(999)) == nil)
    #expect(assembler.expire(at: start + .seconds(1))?.isCut == true)
    #expect(assembler.deadline == nil)
    _ = assembler.take(UInt8(ascii: ";"), at: start)
    _ = assembler.take(0x0D, at: start)
    #expect(assembler.deadline == start + SwipeAssembler.betweenTracks)
    #expect(assembler.expire(at: start + .seconds(1))?.isCut == false)
    #expect(assembler.take(0x0D, at: start) == nil)
    #expect(assembler.flush() == nil)
  }

  @Test("After lost keys what was being typed does not count, up to the end of the report")
  func overrun() {
    var stream = KeyStream()
    var found: [String] = []
    var overruns = 0
    let bytes =
      Self.keys(";91") + event(0, 3, 0) + event(1, 3, 1) + event(0, 0, 0) + Self.keys("56\n")
      + Self.keys("a")
    stream.take(bytes.span, at: start) { output in
      switch output {
      case .swipe(let swipe): found.append(text(swipe) ?? "")
      case .overrun: overruns += 1
      }
    }
    #expect(found == ["56"])
    #expect(overruns == 1)
  }

  @Test("A reader that does not end takes no more than its share of memory")
  func endless() {
    var assembler = SwipeAssembler(patience: .seconds(1))
    for _ in 0..<10_000 { _ = assembler.take(UInt8(ascii: "7"), at: start) }
    #expect(assembler.flush()?.withBytes { $0.count } == SwipeAssembler.longest)
  }

  @Test("A swipe never prints")
  func concealed() {
    let swipe = TypedSwipe(Array(";9156880012345672=2612?".utf8), isCut: false)
    var dumped = ""
    dump(swipe, to: &dumped)
    #expect(!dumped.contains("57") && !"\(swipe)".contains("9156"))
    #expect(!String(reflecting: swipe).contains("9156"))
  }

  @Test("Devices are told by where the kernel has them, each coming and going once")
  func tracker() {
    func device(_ id: String) -> InputDeviceDescription {
      InputDeviceDescription(id: id, node: "/dev/input/event0", name: id, vendor: 1, product: 2)
    }
    var tracker = InputDeviceTracker()
    #expect(tracker.update([device("a")]) == [.attached(device("a"))])
    #expect(tracker.update([device("a")]) == [])
    #expect(tracker.update([device("b")]) == [.detached(device("a")), .attached(device("b"))])
    #expect(tracker.update([]) == [.detached(device("b"))])
  }
}
