import CardCrypto
import SmartCard
import VIPCard

/// What the issuing desk does: GET DATA, EXTERNAL AUTHENTICATE, UPDATE BINARY and PUT KEY.
extension VirtualCPUCard {
  /// The two commands that carry a code.
  enum Issuing {
    case updateBinary, putKey

    init?(cla: UInt8, ins: UInt8) {
      switch (cla, ins) {
      case (CPUCardProfile.codedClass, 0xD6): self = .updateBinary
      case (CPUCardProfile.putKeyClass, 0xD8): self = .putKey
      default: return nil
      }
    }
  }

  func getData(_ command: ShortCommand) -> ResponseAPDU {
    guard session.isSelected else { return .init(status: .conditionsNotSatisfied) }
    guard command.p1 == 0x01, Int(command.p2) < memory.keys.count else {
      return .init(status: .referencedDataNotFound)
    }
    guard command.data.isEmpty, command.expected != nil else { return .init(status: .wrongLength) }
    return .init(data: [memory.keys[Int(command.p2)].version])
  }

  mutating func externalAuthenticate(
    _ command: ShortCommand, _ challenge: [UInt8]?
  ) -> ResponseAPDU {
    session.issuer = nil
    guard session.isSelected else { return .init(status: .conditionsNotSatisfied) }
    guard command.p1 == 0, command.p2 == CardKey.master else {
      return .init(status: .referencedDataNotFound)
    }
    guard memory.triesLeft > 0 else { return .init(status: .authenticationBlocked) }
    guard let challenge, challenge.count == CPUIssuerSession.challengeLength else {
      return .init(status: .conditionsNotSatisfied)
    }
    guard
      let issuer = try? CPUIssuerSession(
        key: memory.keys[Int(CardKey.master)].key, challenge: challenge)
    else { return .init(status: .referenceDataUnusable) }
    guard ConstantTime.areEqual(issuer.proof, command.data) else {
      memory.triesLeft -= 1
      return .init(status: StatusWord(sw1: 0x63, sw2: 0xC0 | memory.triesLeft))
    }
    memory.triesLeft = CPUCardProfile.tries
    session.issuer = issuer
    return .init()
  }

  mutating func carryOut(_ issuing: Issuing, _ command: ShortCommand) -> ResponseAPDU {
    guard var issuer = session.issuer else { return .init(status: .securityNotSatisfied) }
    session.issuer = nil
    let data = Array(command.data.dropLast(CPUIssuerSession.codeLength))
    let header = [command.cla, command.ins, command.p1, command.p2]
    guard let code = try? issuer.code(header, data),
      ConstantTime.areEqual(code, command.data.suffix(CPUIssuerSession.codeLength))
    else { return .init(status: .secureMessagingObjectWrong) }
    switch issuing {
    case .updateBinary:
      guard command.p1 == 0x80 | CPUCardProfile.memberFileIdentifier else {
        return .init(status: .fileNotFound)
      }
      guard Int(command.p2) + data.count <= memory.memberFile.count else {
        return .init(status: .outsideFile)
      }
      memory.memberFile.replaceSubrange(
        Int(command.p2)..<Int(command.p2) + data.count, with: data)
      session.issuer = issuer
    case .putKey:
      guard Int(command.p2) < memory.keys.count else {
        return .init(status: .referencedDataNotFound)
      }
      guard data.count == CPUIssuerSession.wrappedLength, let key = issuer.unwrap(data) else {
        return .init(status: .wrongData)
      }
      memory.keys[Int(command.p2)] = CardKeySlot(key: key, version: command.p1)
      // Whoever changes key 0 has to prove that he holds the new one.
      if command.p2 != CardKey.master { session.issuer = issuer }
    }
    return .init()
  }
}
