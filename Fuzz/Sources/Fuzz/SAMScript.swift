import CardCrypto
import Dispatch
import SecureModule
import SmartCard
import VirtualCards

/// Conversations with a SAM made of fuzzer bytes.
enum SAMScript {
  private static let key = SecretBytes([UInt8](repeating: 7, count: 16))

  /// Anything sent to a virtual SAM, outside its channel and inside: every answer has a status word.
  static func commands(_ bytes: [UInt8]) {
    for interface in CPUCardInterface.allCases {
      var sam = VirtualSAM(SAMMemory(serial: [1, 2, 3, 4, 5, 6, 7, 8]), interface: interface)
      sam.powerOn()
      for command in Script.parts(bytes) where command.count > 1 {
        precondition(sam.respond(to: command).count >= 2)
      }
    }
    var inside = SAMInside(key: key)
    for command in Script.parts(bytes) where command.count >= 3 {
      inside.command(command[0], command[1], command[2], Array(command[3...]))
    }
  }

  /// A SAM that answers anything: the store fails somehow and gives no code.
  static func answers(_ bytes: [UInt8]) {
    guard let pin = SAMPIN(SecretBytes("1234".utf8)) else { preconditionFailure("a fixed PIN") }
    let channel = ScriptedAnswers(Script.parts(bytes))
    let store = SAMKeyStore(
      device: "fuzz", access: SAMKeyStore.Access(pairingKey: key, pin: pin)
    ) { () async throws(KeyDeviceFailure) in channel }
    let done = DispatchSemaphore(value: 0)
    Task {
      if (try? await store.authenticationCode(year: 2026, message: [0x56])) != nil {
        preconditionFailure("a code from nowhere")
      }
      done.signal()
    }
    done.wait()
  }
}

/// A channel that answers each command with the next part of a script.
private actor ScriptedAnswers: CardChannel {
  private var rest: ArraySlice<[UInt8]>

  init(_ parts: [[UInt8]]) { rest = parts[...] }

  func transmit(_ command: CommandAPDU) async throws(SmartCardError) -> ResponseAPDU {
    guard let next = rest.popFirst() else { throw SmartCardError(.cardRemoved) }
    return try ResponseAPDU(parsing: next)
  }
}
