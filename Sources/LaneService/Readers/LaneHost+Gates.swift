import CardReaders
import Desk
import Lane
import Wire
import Wording

extension LaneHost {
  /// Claims a reader for a client.
  func claim(_ reader: String, by client: String) async throws -> Answer {
    guard await devices.reader(reader) != nil else { throw ServiceMistake.unknownReader(reader) }
    await endSilentClaims()
    let isNew = try await gates.claim(reader, by: client, at: .now)
    if isNew { await tellClaim(reader, "claimed", by: client) }
    return try await shown(reader, isRepeated: !isNew)
  }

  /// Releases a reader; the manager ends anybody's claim.
  func release(
    _ reader: String, by client: String, role: ServiceRole?
  ) async throws -> Answer {
    let owner = try await gates.release(
      reader, by: client, isManager: role == .manager, at: .now)
    if let owner { await tellClaim(reader, "released", by: owner) }
    return try await shown(reader, isRepeated: owner == nil)
  }

  /// Sets what the owner wants of a reader; what waits for it is told as an event.
  func set(_ reader: String, _ document: [UInt8], by client: String) async throws -> Answer {
    guard await devices.reader(reader) != nil else { throw ServiceMistake.unknownReader(reader) }
    let settings = try ReaderSettings.read(document)
    let events = try await gates.set(settings, of: reader, by: client)
    await deliver(events, to: client)
    return try await shown(reader)
  }

  /// The readers that are present.
  func readers() async throws -> Answer {
    var forms: [ReaderForm] = []
    for reader in await devices.all { forms.append(await form(reader)) }
    return Answer(json: try JSONLine.text(["readers": forms]))
  }

  /// Looks until cancelled for claims whose owners are gone.
  func lookAfterClaims() async {
    while !Task.isCancelled {
      await endSilentClaims()
      try? await Task.sleep(for: .seconds(5))
    }
  }

  /// Ends the claims of those who have not been heard of, or whose token is not among those in force.
  func endSilentClaims(among clients: Set<String>? = nil) async {
    for lapse in await gates.lapse(at: .now, among: clients) {
      await tellClaim(lapse.reader, "lapsed", by: lapse.owner)
    }
  }

  /// Tells an owner what the gate lets through: data, or an error of a swipe or a reader.
  func deliver(_ events: [GateEvent], to owner: String) async {
    for event in events {
      switch event {
      case .data(let event): await judge(event, for: .init(owner: owner, kind: "data"))
      case .error(let event): await judge(event, for: .init(owner: owner, kind: "error"))
      // Everybody is told of the others as they come.
      case .status, .releaseRequested, .claimLost: break
      }
    }
  }

  private func tellClaim(_ reader: String, _ state: String, by client: String) async {
    await events.add(
      "\"event\":\"claim\",\"time\":\"\(served.clock.now().stamp)\",\"reader\":"
        + "\(Self.quoted(reader)),\"state\":\"\(state)\",\"by\":\(Self.quoted(client))")
  }

  private func shown(_ name: String, isRepeated: Bool? = nil) async throws -> Answer {
    guard let reader = await devices.reader(name) else { throw ServiceMistake.unknownReader(name) }
    return Answer(json: try JSONLine.text(await form(reader, isRepeated: isRepeated)))
  }

  private func form(_ reader: DeviceBoard.Reader, isRepeated: Bool? = nil) async -> ReaderForm {
    let claim = await gates.claim(on: reader.name).map { claim in
      ReaderForm.Claim(
        by: claim.owner, deviceEnabled: claim.isEnabled,
        dataEventEnabled: claim.isDataEventEnabled, autoDisable: claim.autoDisables,
        errorReporting: claim.reportsByTrack ? "track" : "card",
        tracksToRead: claim.tracksToRead, dataCount: claim.dataCount)
    }
    return ReaderForm(
      name: reader.name, kind: reader.kind, hasCard: reader.hasCard, claim: claim,
      repeated: isRepeated)
  }
}
