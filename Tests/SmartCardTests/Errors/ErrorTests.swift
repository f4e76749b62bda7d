import CPCSC
import Testing
import Wording

@testable import SmartCard

@Suite("Errors and codes")
struct ErrorTests {
  @Test("The codes are those of the installed pcsc-lite")
  func constants() {
    let pairs: [(PCSCStatus, Int)] = [
      (.success, SCARD_S_SUCCESS), (.internalError, SCARD_F_INTERNAL_ERROR),
      (.cancelled, SCARD_E_CANCELLED), (.invalidHandle, SCARD_E_INVALID_HANDLE),
      (.timeout, SCARD_E_TIMEOUT), (.sharingViolation, SCARD_E_SHARING_VIOLATION),
      (.noSmartCard, SCARD_E_NO_SMARTCARD), (.protocolMismatch, SCARD_E_PROTO_MISMATCH),
      (.communicationError, SCARD_F_COMM_ERROR), (.notTransacted, SCARD_E_NOT_TRANSACTED),
      (.noService, SCARD_E_NO_SERVICE), (.serviceStopped, SCARD_E_SERVICE_STOPPED),
      (.unsupportedFeature, SCARD_E_UNSUPPORTED_FEATURE),
      (.noReadersAvailable, SCARD_E_NO_READERS_AVAILABLE),
      (.unresponsiveCard, SCARD_W_UNRESPONSIVE_CARD), (.resetCard, SCARD_W_RESET_CARD),
      (.removedCard, SCARD_W_REMOVED_CARD), (.securityViolation, SCARD_W_SECURITY_VIOLATION),
      (.unknownReader, SCARD_E_UNKNOWN_READER), (.insufficientBuffer, SCARD_E_INSUFFICIENT_BUFFER),
    ]
    for (status, constant) in pairs { #expect(status == PCSCStatus(constant)) }
    #expect(ShareMode.exclusive.rawValue == UInt32(SCARD_SHARE_EXCLUSIVE))
    #expect(ShareMode.shared.rawValue == UInt32(SCARD_SHARE_SHARED))
    #expect(ShareMode.direct.rawValue == UInt32(SCARD_SHARE_DIRECT))
    #expect(CardProtocols.t0.rawValue == UInt32(SCARD_PROTOCOL_T0))
    #expect(CardProtocols.t1.rawValue == UInt32(SCARD_PROTOCOL_T1))
    #expect(CardProtocols.raw.rawValue == UInt32(SCARD_PROTOCOL_RAW))
    #expect(Disposition.eject.rawValue == UInt32(SCARD_EJECT_CARD))
    #expect(ReaderFlags.present.rawValue == UInt32(SCARD_STATE_PRESENT))
    #expect(ReaderFlags.mute.rawValue == UInt32(SCARD_STATE_MUTE))
    #expect(ReaderFlags.exclusive.rawValue == UInt32(SCARD_STATE_EXCLUSIVE))
    #expect(ReaderFlags.inUse.rawValue == UInt32(SCARD_STATE_INUSE))
  }

  @Test("Only the low 32 bits of a return code count")
  func wideCodes() {
    #expect(PCSCStatus(Int(bitPattern: 0xFFFF_FFFF_8010_000A)) == .timeout)
    #expect(PCSCStatus(0x8010_000A) == .timeout)
    #expect("\(PCSCStatus.timeout)" == "SCARD_E_TIMEOUT (0x8010000A)")
    #expect("\(PCSCStatus(rawValue: 0xDEAD))" == "0x0000DEAD")
  }

  @Test("Every known code becomes a reason, and every reason is said in three languages")
  func wording() {
    for code in PCSCStatus.names.keys {
      for stage in [SmartCardError.Stage.opening, .connecting, .talking] {
        let error = SmartCardError(
          PCSCStatus(rawValue: code), stage: stage, reader: "R 00", call: "call")
        for language in Language.allCases {
          #expect(error.message[language].contains("R 00"))
          #expect(!error.message[language].isEmpty)
        }
        #expect(error.nature == .device)
      }
    }
  }

  @Test("An unknown code survives to the person")
  func unknownCode() {
    let error = SmartCardError(PCSCStatus(rawValue: 0x8010_0FFF), call: "SCardTransmit")
    #expect(error.code == "pcscError")
    #expect(error.message.english.contains("0x80100FFF"))
  }

  @Test("The same code at the beginning and in the middle of a conversation means two things")
  func stages() {
    #expect(
      SmartCardError(.noService, stage: .opening, call: "").reason == .serviceNotRunning)
    #expect(SmartCardError(.noService, call: "").reason == .serviceLost)
    // What polkit's refusal looks like, and a pcscd that is killed before it has read a question.
    #expect(
      SmartCardError(.securityViolation, stage: .opening, call: "").reason == .accessDenied)
    #expect(
      SmartCardError(.securityViolation, stage: .connecting, call: "").reason == .accessDenied)
    #expect(SmartCardError(.securityViolation, call: "").reason == .serviceLost)
  }

  @Test("What doctor finds is said in three languages, with the package that is missing")
  func problems() {
    let kinds: [PCSCProblem.Kind] = [
      .serviceNotInstalled, .serviceNotRunning, .socketClosedToUs, .accessDenied,
      .versionMismatch, .serviceHangs, .noReader, .driverMissing, .driverFileMissing,
      .readerNotTaken,
      .kernelDriverHolds, .readerExclusive, .cardUnresponsive,
    ]
    for kind in kinds {
      let problem = PCSCProblem(kind, "X")
      for language in Language.allCases {
        #expect(!problem.message[language].isEmpty)
        #expect(problem.hint?[language].isEmpty == false)
      }
    }
    #expect(PCSCProblem(.serviceNotInstalled).missingPackage == "pcscd")
    #expect(PCSCProblem(.driverMissing).hint?.english == "Run: apt install libccid")
  }

  @Test("What a failure comes from is told apart by the machine around pcscd")
  func diagnosis() {
    let gone = SmartCardError(.serviceNotRunning)
    var machine = PCSCSurroundings()
    #expect(machine.problem(behind: gone).kind == .serviceNotInstalled)
    machine.isServiceInstalled = true
    #expect(machine.problem(behind: gone).kind == .serviceNotRunning)
    machine.socketExists = true
    #expect(machine.problem(behind: gone).kind == .socketClosedToUs)
    machine.isSocketOpenToUs = true
    #expect(machine.problem(behind: gone).kind == .serviceNotRunning)
    machine.isSocketServed = true
    #expect(machine.problem(behind: gone).kind == .accessDenied)
    #expect(machine.problem(behind: .init(.accessDenied)).kind == .accessDenied)
    #expect(machine.problem(behind: .init(.versionMismatch)).kind == .versionMismatch)
    #expect(machine.problem(behind: .init(.timedOut)).kind == .serviceHangs)
    machine.usbReaders = ["ACR122U"]
    #expect(machine.problems(hasReaders: false).map(\.kind) == [.driverMissing])
    machine.isDriverInstalled = true
    #expect(machine.problems(hasReaders: false).map(\.kind) == [.readerNotTaken])
    machine.holders = ["pn533_usb"]
    #expect(machine.problems(hasReaders: true).map(\.kind) == [.kernelDriverHolds])
  }
}
