import TestSupport
import Testing

@testable import USBDevices

@Suite("What is asked of an interrupt endpoint, transfer by transfer")
struct ReportFlowTests {
  private let start = ContinuousClock.now
  private let settle = Duration.milliseconds(250)
  private let patience = Duration.seconds(1)

  private enum Told: Equatable {
    case ready(Int)
    case report([UInt8], stated: Int)
    case fault(USBError.Reason)
  }

  private func flow(_ length: Int = 337) -> ReportFlow {
    ReportFlow(
      HIDReportAssembler(reportLength: length, packetSize: 8), settle: settle,
      patience: patience, now: start)
  }

  private func take(
    _ flow: inout ReportFlow, _ status: TransferStatus, _ bytes: [UInt8] = [],
    after time: Duration = .zero
  ) -> (ReportFlow.Step, [Told]) {
    var told: [Told] = []
    let step = flow.take(status, bytes.span, at: start + time) { event in
      switch event {
      case .ready(let dropped): told.append(.ready(dropped))
      case .report(let report):
        told.append(
          .report(
            report.withBytes { bytes in bytes.indices.map { bytes[$0] } },
            stated: report.statedLength))
      case .fault(let error): told.append(.fault(error.reason))
      }
    }
    return (step, told)
  }

  private func settled(_ length: Int = 337) -> ReportFlow {
    var flow = flow(length)
    _ = take(&flow, .timedOut)
    return flow
  }

  private func bytes(_ count: Int, _ value: UInt8 = 7) -> [UInt8] {
    [UInt8](repeating: value, count: count)
  }

  @Test(
    "Exactly one report is asked for, whether or not it fills its packets", arguments: [337, 856])
  func exact(_ length: Int) {
    var flow = flow(length)
    #expect(flow.next == .submit(length: length, within: settle))
    #expect(take(&flow, .timedOut) == (.submit(length: length, within: patience), [.ready(0)]))
    let (step, told) = take(&flow, .completed, bytes(length))
    #expect(step == .submit(length: length, within: patience))
    #expect(told == [.report(bytes(length), stated: length)])
  }

  @Test("A time-out with a part of a report asks for the rest, and for no more")
  func parts() {
    var flow = settled()
    #expect(take(&flow, .timedOut, bytes(168)) == (.submit(length: 169, within: patience), []))
    let (step, told) = take(&flow, .completed, bytes(169, 8))
    #expect(step == .submit(length: 337, within: patience))
    #expect(told == [.report(bytes(168) + bytes(169, 8), stated: 337)])
  }

  @Test("A device that falls silent in the middle has sent a short report")
  func silent() {
    var flow = settled(887)
    _ = take(&flow, .timedOut, bytes(856))
    let (step, told) = take(&flow, .timedOut)
    #expect(step == .submit(length: 887, within: patience))
    #expect(told == [.report(bytes(856), stated: 887)])
  }

  @Test("Nothing counts until the device was silent: reports and parts of them are counted away")
  func settling() {
    var flow = flow()
    let more = ReportFlow.Step.submit(length: 337, within: settle)
    #expect(take(&flow, .completed, bytes(337)) == (more, []))
    #expect(take(&flow, .completed, bytes(337)) == (more, []))
    #expect(
      take(&flow, .timedOut, bytes(80)) == (.submit(length: 257, within: settle), []))
    #expect(take(&flow, .timedOut) == (.submit(length: 337, within: patience), [.ready(3)]))
    #expect(take(&flow, .completed, bytes(337)).1 == [.report(bytes(337), stated: 337)])
  }

  @Test("A device that is never silent counts after a while, from the start of a report")
  func babbling() {
    var flow = flow()
    #expect(take(&flow, .timedOut, bytes(80), after: .seconds(60)).1 == [])
    #expect(take(&flow, .completed, bytes(257), after: .seconds(60)).1 == [.ready(1)])
  }

  @Test("Unplugged in the middle, it ends and says how much had come")
  func unplugged() {
    var flow = settled()
    _ = take(&flow, .timedOut, bytes(96))
    let step = take(&flow, .noDevice, bytes(8)).0
    #expect(step == .end(.noDevice, detail: "104 of 337 bytes of a report had come"))
    var idle = settled()
    #expect(take(&idle, .noDevice).0 == .end(.noDevice, detail: nil))
    // The cable shows as a failed transfer before the hub says that the device is gone.
    var failed = idle
    _ = take(&failed, .failed, bytes(8))
    #expect(
      take(&failed, .noDevice).0
        == .end(.noDevice, detail: "8 of 337 bytes of a report had come"))
  }

  @Test("A failure is tried again for a while, and the part that it cost is told")
  func failures() {
    var flow = settled()
    _ = take(&flow, .timedOut, bytes(96))
    let pause = Duration.milliseconds(50)
    #expect(take(&flow, .failed).0 == .retry(after: pause, clearsHalt: false))
    #expect(take(&flow, .stalled).0 == .retry(after: pause, clearsHalt: true))
    #expect(flow.next == .submit(length: 337, within: patience))
    let (_, told) = take(&flow, .completed, bytes(337))
    #expect(told == [.fault(.io), .report(bytes(337), stated: 337)])
    for _ in 0..<39 { #expect(take(&flow, .failed).0 == .retry(after: pause, clearsHalt: false)) }
    #expect(take(&flow, .failed).0 == .end(.io, detail: nil))
  }

  @Test("More than a report is a fault, and reading goes on")
  func overflow() {
    var flow = settled()
    let (step, _) = take(&flow, .overflow, bytes(337))
    #expect(step == .retry(after: .milliseconds(50), clearsHalt: false))
    #expect(take(&flow, .timedOut).1 == [.fault(.overflow)])
    #expect(take(&flow, .cancelled).0 == .end(.cancelled, detail: nil))
  }

  @Test("Reports of several lengths are asked for packet by packet where that is needed")
  func lengths() throws {
    func length(_ hexadecimal: String) throws -> Int {
      HIDReportAssembler(
        try HIDReportDescriptor(hex(hexadecimal)), packetSize: 8
      ).nextTransferLength
    }
    // 3 and 20 bytes: the shorter one ends with a short packet.
    #expect(try length("0600FF7508 8501 0920 9502 8102 8502 0921 9513 8102") == 20)
    // 8 and 20 bytes: it does not.
    #expect(try length("0600FF7508 8501 0920 9507 8102 8502 0921 9513 8102") == 8)
  }

  @Test("Whatever comes, it asks for something sensible or ends", arguments: 0..<16)
  func random(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let statuses: [TransferStatus] = [
      .completed, .timedOut, .failed, .stalled, .overflow, .completed, .timedOut,
    ]
    var flow = flow(Int.random(in: 1...900, using: &random))
    for time in 0..<500 {
      guard case .submit(let length, _) = flow.next else { return }
      #expect((1...900).contains(length))
      let status = statuses.randomElement(using: &random) ?? .failed
      let (_, told) = take(
        &flow, status, random.bytes(upTo: length), after: .milliseconds(time * 100))
      for case .report(let bytes, let stated) in told { #expect(bytes.count <= stated) }
    }
  }
}
