import Desk
import Lane
import MemberStore
import Printers
import Receipts
import Wire
import Wording

extension LaneHost {
  /// The forms in which a slip is shown.
  enum SlipForm: String {
    case json
    case text = "txt"
    case png
    case escpos

    var contentType: String {
      switch self {
      case .json: "application/json"
      case .text: "text/plain; charset=utf-8"
      case .png: "image/png"
      case .escpos: "application/octet-stream"
      }
    }
  }

  /// A stored slip in one of its forms.
  func receipt(_ number: String, as form: SlipForm, copy: Receipt.Copy) async throws -> [UInt8] {
    guard let stored = try await served.store.receipt(number) else {
      throw StoreError.unknownReceipt(number)
    }
    let receipt = try StoredSlip(stored).receipt.copy(for: copy)
    let profile = served.printer?.profile ?? .of(receipt.language)
    let layout = Layout(receipt, columns: profile.columns)
    return switch form {
    case .json: try ReceiptDocument.encode(receipt)
    case .text: Array(PlainText.render(layout).utf8)
    case .png: try SlipPicture.png(layout)
    case .escpos: try ESCPOS.encode(layout, profile: profile)
    }
  }

  /// Prints a copy again; once, where it is asked for under a key.
  func reprint(
    _ number: String, _ document: [UInt8], key: RequestKey?, _ language: Language
  ) async throws -> Answer {
    let copy = try ReprintRequest.read(document)
    guard let printer = served.printer else { throw LaneError.noPrinter }
    let (slips, isRepeated) = try await keys.printOnce(key) {
      let slip = try await SlipDesk(served.store).reprint(
        number, copy: copy, on: printer, zone: served.zone)
      await tellPaper([slip])
      try keep([slip])
      return [slip]
    }
    return Answer(
      json: try JSONLine.text(ReprintedSlips(slips, repeated: isRepeated, language)),
      problem: slips.problem)
  }

  /// Notes what was seen of a signature.
  func sign(_ number: String, _ document: [UInt8]) async throws -> Answer {
    let signed = try await SlipDesk(served.store).sign([number], SignatureRequest.read(document))
    await events.add(
      "\"event\":\"signature\",\"time\":\"\(served.clock.now().stamp)\",\"slip\":"
        + "\(Self.quoted(number)),\"state\":\"\(signed[0].state.rawValue)\"")
    return Answer(json: try JSONLine.text(["slips": signed]))
  }

  /// What is not known to be on paper at this lane.
  func printJobs() async throws -> Answer {
    let jobs = try await jobs.open(
      shop: served.configuration.store, lane: served.configuration.lane)
    return Answer(json: try JSONLine.text(PrintJobList(jobs)))
  }

  /// Prints one job, or what waits; a copy that may be on paper goes out again only where it is named, and once
  /// where it is asked for under a key.
  func retry(_ job: String?, key: RequestKey?, _ language: Language) async throws -> Answer {
    guard let printer = served.printer else { throw LaneError.noPrinter }
    let (slips, isRepeated) = try await keys.printOnce(key) {
      let slips =
        if let job { [try await jobs.retry(job, on: printer)] } else {
          try await jobs.retry(
            shop: served.configuration.store, lane: served.configuration.lane, on: printer)
        }
      await tellPaper(slips)
      try keep(slips)
      return slips
    }
    return Answer(
      json: try JSONLine.text(PrintJobList(slips, repeated: isRepeated, language)),
      problem: slips.problem)
  }

  /// Notes that a copy is on paper.
  func seen(_ job: String) async throws -> Answer {
    Answer(json: try JSONLine.text(PrintJobList(try await jobs.seen([job]))))
  }

  /// Looks after the printer until cancelled: what waits is printed by itself once the printer is back.
  func lookAfterPaper() async {
    guard let printer = served.printer else { return }
    var wasReady: Bool?
    while !Task.isCancelled {
      let status = try? await printer.status()
      let isReady = status?.isReady ?? false
      if wasReady != isReady {
        wasReady = isReady
        await events.add(
          "\"event\":\"printer\",\"time\":\"\(served.clock.now().stamp)\",\"ready\":\(isReady)")
      }
      if isReady, let waiting = try? await catchUp(on: printer), !waiting.isEmpty {
        await tellPaper(waiting)
        try? keep(waiting)
      }
      try? await Task.sleep(for: .seconds(5))
    }
  }

  /// Prints what nothing was sent of, where there is something.
  private func catchUp(on printer: any Printer) async throws -> [SlipCopy] {
    let (shop, lane) = (served.configuration.store, served.configuration.lane)
    let open = try await jobs.open(shop: shop, lane: lane)
    guard open.contains(where: { $0.state == .waiting }) else { return [] }
    return try await SlipPrinting(store: served.store, printer: printer, clock: served.clock)
      .catchUp(store: shop, lane: lane)
  }

  private var jobs: PrintJobDesk { PrintJobDesk(served.store, clock: served.clock) }
}
