import Foundation
public import Loyalty

extension RulesConfiguration {
  /// The rules that this configuration declares.
  ///
  /// - Parameters:
  ///   - builtIn: decides alone, or stands in, as declared.
  ///   - clock: measures the service's time-out.
  ///   - report: hears of each failure of the service for which `builtIn` stood in.
  /// - Throws: ``RulesService/RulesServiceError/unusableSettings(field:value:)`` where the endpoint is no
  ///   URL, or the token file or a certificate cannot be used.
  public func rules(
    builtIn: any LoyaltyRules, clock: any Clock<Duration> = ContinuousClock(),
    report: @escaping @Sendable (any Error) -> Void = { _ in }
  ) throws(RulesServiceError) -> any LoyaltyRules {
    guard source == .service, let service else { return builtIn }
    guard let endpoint = URL(string: service.endpoint), endpoint.host != nil else {
      throw .unusableSettings(field: "service.endpoint", value: service.endpoint)
    }
    let client = HTTPRules(
      endpoint: endpoint, timeout: .milliseconds(service.timeout), retries: service.retries,
      answerLimit: service.answerLimit, token: try service.tokenFile.map(Self.token),
      identity: try service.identity.readable(), bounds: service.bounds, clock: clock)
    return FallbackRules(
      primary: client, fallback: builtIn, policy: service.fallback, report: report)
  }

  /// The token in a file: one line of printable ASCII, so that it cannot break out of its header.
  private static func token(in file: String) throws(RulesServiceError) -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw .unusableSettings(field: "service.tokenFile", value: file)
    }
    var bytes = Array(data.prefix(8_193))
    while let last = bytes.last, [0x0A, 0x0D, 0x20].contains(last) { bytes.removeLast() }
    guard !bytes.isEmpty, bytes.count <= 8_192, bytes.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .unusableSettings(field: "service.tokenFile", value: file) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension TLSIdentity {
  /// The identity itself, where each of its files can be read.
  fileprivate func readable() throws(RulesServiceError) -> TLSIdentity {
    for (field, file) in [("authorities", authorities), ("certificate", certificate), ("key", key)]
    {
      guard let file, !FileManager.default.isReadableFile(atPath: file) else { continue }
      throw .unusableSettings(field: "service.tls." + field, value: file)
    }
    return self
  }
}
