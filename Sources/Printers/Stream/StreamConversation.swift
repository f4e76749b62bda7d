import Receipts

/// What is said with a printer over one link: how it is, the job, and whether it is on paper. Blocks.
struct StreamConversation: ~Copyable {
  let link: ByteLink
  /// The printer as a person would name it.
  let name: String
  let profile: PrinterProfile
  let patience: StreamPatience

  /// Whether the printer tells anything at all.
  private var tells: Bool { profile.status != .none && link.answers }

  /// Asks every question of `DLE EOT`; a printer that tells nothing counts as well.
  ///
  /// What has come before is thrown away. The answers have the same form, so a round that has one too
  /// many is asked again.
  func ask() throws(ByteLink.Failure) -> PrinterStatus {
    guard tells else { return PrinterStatus() }
    for _ in 0..<StatusRound.attempts {
      try link.listen(until: patience.quiet, by: .now + patience.status)
      var round = StatusRound()
      var sorter = AnswerSorter()
      for (index, question) in PrinterStatus.Question.allCases.enumerated() {
        let deadline = ContinuousClock.now + patience.status
        let bytes = ESCPOSCommand.askStatus(question)
        guard link.send(bytes, by: deadline) == bytes.count else {
          throw ByteLink.Failure(reason: "the link died")
        }
        while round.count <= index {
          guard let byte = try link.receive(by: deadline) else {
            throw ByteLink.Failure(reason: "the link died")
          }
          round.take(sorter.take(byte))
        }
      }
      try link.listen(until: patience.quiet, by: .now + patience.status) { byte in
        round.take(sorter.take(byte))
      }
      if let status = round.status { return status }
    }
    throw ByteLink.Failure(reason: "its answers do not fit the questions")
  }

  /// Asks the printer how it is and sends the job if it is ready.
  func print(_ job: PrintJob) -> PrintOutcome {
    do throws(ByteLink.Failure) {
      let status = try ask()
      return status.isReady ? transmit(job) : .waiting(status)
    } catch { return .waiting(.offline) }
  }

  private func transmit(_ job: PrintJob) -> PrintOutcome {
    let deadline = ContinuousClock.now + patience.printing
    // Automatic status would mix with the answers that are waited for.
    let quiet = tells ? ESCPOSCommand.automaticStatus(false) : []
    let bytes = quiet + job.bytes
    let sent = link.send(bytes, by: deadline)
    guard sent == bytes.count else {
      return sent == 0
        ? .waiting(.offline) : .unconfirmed(.silent(name, "\(sent)/\(bytes.count) bytes"))
    }
    guard tells else { return handOver(by: deadline) }
    do throws(ByteLink.Failure) {
      return try confirm(by: deadline)
        ? .printed : .unconfirmed(.silent(name, "stopped while printing"))
    } catch { return .unconfirmed(.silent(name, error.reason)) }
  }

  /// All that can be known of a printer that tells nothing: that it took everything.
  private func handOver(by deadline: ContinuousClock.Instant) -> PrintOutcome {
    link.finish()
    guard link.flush(by: deadline) else { return .unconfirmed(.silent(name, "no room in time")) }
    // Whoever hangs up on bytes that were not read may lose those that were sent.
    do throws(ByteLink.Failure) {
      if link.answers { try link.listen(until: patience.status, by: deadline) }
    } catch {}
    return .unconfirmed(.unproven(name))
  }

  /// Waits for the printer's word that the job is through.
  ///
  /// - Returns: whether it is on paper, as far as this printer can tell.
  private func confirm(by deadline: ContinuousClock.Instant) throws(ByteLink.Failure) -> Bool {
    guard profile.status == .realTimeAndOrdered else { return try ask().isReady }
    try link.listen(until: .zero, by: deadline)
    _ = link.send(ESCPOSCommand.askPaperInOrder, by: deadline)
    var sorter = AnswerSorter()
    while let byte = try link.receive(by: deadline) {
      if case .paper(let paper)? = sorter.take(byte) { return paper != .out }
    }
    throw ByteLink.Failure(reason: "the link died")
  }
}
