public import BusinessCalendar
import Loyalty
public import MemberStore
import Printers
public import Receipts
import VIPCard
import Wording

extension CheckoutLane {
  /// Prints a copy of a stored receipt again; what may be on paper already becomes a marked reprint (重印).
  ///
  /// - Throws: ``LaneError`` without a printer, ``MemberStore/StoreError`` for a number that nobody knows.
  public func reprint(_ number: String, copy: Receipt.Copy) async throws -> SlipCopy {
    guard let printer else { throw LaneError.noPrinter }
    return try await SlipPrinting(store: store, printer: printer, clock: clock)
      .reprint(number, copy: copy)
  }

  /// Sends what waits for the printer; see ``SlipPrinting/catchUp(store:lane:withFailed:)``.
  public func resumePrinting() async throws -> [SlipCopy] {
    guard let printer else { return [] }
    return try await SlipPrinting(store: store, printer: printer, clock: clock)
      .catchUp(store: configuration.store, lane: configuration.lane)
  }

  /// The copies of a slip that are to be printed; none at a lane without a printer.
  func copies(of number: String) -> [QueuedCopy] {
    guard printer != nil else { return [] }
    return configuration.copies.map { copy in
      QueuedCopy(job: PrintJob.ID(number: number, copy: copy).text, copy: copy.rawValue)
    }
  }

  /// A stored receipt, with its signature as it stands; under a drawn one the hash of what was signed, or
  /// that it was changed since.
  public func receipt(_ number: String) async throws -> Receipt {
    try await storedSlip(number).receipt
  }

  /// A stored slip, and whether it is still what was signed.
  public func storedSlip(_ number: String) async throws -> StoredSlip {
    guard let stored = try await store.receipt(number) else {
      throw StoreError.unknownReceipt(number)
    }
    return try StoredSlip(stored)
  }

  /// Notes what became of a signature: seen on paper, drawn on a pad, or refused.
  ///
  /// A drawn signature is bound to the slip by the hash of what it was drawn under.
  ///
  /// - Throws: ``MemberStore/StoreError`` of kind `signatureStep` when that state may not follow.
  @discardableResult
  public func sign(
    _ number: String, _ state: SignatureState, drawing: SignatureDrawing? = nil
  ) async throws -> Receipt {
    try await store.sign(number, state, drawing: drawing)
  }

  /// The slips of a day that still miss a signature: for the day's close.
  public func unsignedReceipts(on date: BusinessDate) async throws -> [ReceiptRecord] {
    try await store.receipts(store: configuration.store, on: date).filter { receipt in
      receipt.signature.map { SignatureState(rawValue: $0)?.isMissing ?? true } ?? false
    }
  }

  /// The slip that was booked under a number, with its copies printed as far as they are not on paper yet.
  ///
  /// Where all of them are, the printer is in order: what had waited for it follows.
  func printCopies(
    ofStored number: String
  ) async throws -> (receipt: Receipt, slips: [SlipCopy], caughtUp: [SlipCopy]) {
    guard let stored = try await store.receipt(number) else {
      throw StoreError.unknownReceipt(number)
    }
    let receipt = try stored.composed()
    let slips = await printCopies(of: receipt)
    let isReady =
      slips.contains { $0.job?.state == .printed } && slips.allSatisfy { $0.problem == nil }
    // What is booked is booked: a store that cannot be read now is no fault of this sale.
    let caughtUp = isReady ? (try? await resumePrinting()) ?? [] : []
    return (receipt, slips, caughtUp)
  }

  /// Prints the copies that are not on paper yet. What is booked is booked: no failure here is thrown, each
  /// is told with its copy.
  private func printCopies(of receipt: Receipt) async -> [SlipCopy] {
    var slips: [SlipCopy] = []
    for copy in configuration.copies {
      let slip = receipt.copy(for: copy)
      do {
        slips.append(try await print(slip, again: false))
      } catch {
        slips.append(SlipCopy(receipt: slip, job: nil, problem: error as? any ExplainedError))
      }
    }
    return slips
  }

  /// Stores a print job, sends it, and stores what became of it. Never repeats on its own.
  func print(_ receipt: Receipt, again: Bool) async throws -> SlipCopy {
    guard let printer else { return SlipCopy(receipt: receipt, job: nil, problem: nil) }
    return try await SlipPrinting(store: store, printer: printer, clock: clock)
      .print(receipt, again: again)
  }

  /// Composes the slip of a priced sale.
  func slip(
    for priced: PricedSale, card: AcceptedCard?, tenders: [Tender], time: LaneTime
  ) -> Receipt {
    var header = SlipHeader(storeName: configuration.storeName, sale: priced.sale)
    header.time = header.time ?? time.wallClock
    header.subtitle = configuration.slipSubtitle
    header.footer = configuration.slipFooter
    return Slip.compose(
      sale: priced.sale, quote: priced.quote,
      card: card.map { SlipCard($0, newestYear: priced.sale.member?.cardYear) },
      header: header,
      tenders: tenders, language: configuration.language, program: program)
  }

  /// A receipt in the form in which it is stored.
  nonisolated func stored(_ receipt: Receipt, on date: BusinessDate) throws -> ReceiptRecord {
    ReceiptRecord(
      number: receipt.number, store: configuration.store, lane: configuration.lane, date: date,
      content: String(
        decoding: try ReceiptDocument.encode(receipt, leaving: ReceiptDocument.roomForChanges),
        as: UTF8.self),
      signature: receipt.signatureState?.rawValue)
  }
}

extension SlipCard {
  /// A good card as its slip shows it.
  ///
  /// - Parameter newestYear: the year of the newest card that the member holds: who has exchanged is not
  ///   told to.
  init(_ card: AcceptedCard, newestYear: Int?) {
    let exchange: Exchange =
      switch card.validity {
      case .exchange: (newestYear ?? 0) > card.identity.year.rawValue ? .none : .due
      case .early: .early
      case .current, .expired, .notYetValid: .none
      }
    self.init(
      maskedNumber: card.identity.number.masked, year: card.identity.year.rawValue,
      proof: card.trust == .low ? .lowTrust : .verified, exchange: exchange)
  }
}
