import ArgumentParser
import Desk
import Foundation
import VirtualCards
import Wording

// A SAM's own state.
extension SimulateCard {
  func samState() throws -> SAMStateFile {
    let serial = (0..<8).map { _ in UInt8.random(in: .min ... .max) }
    guard let state else { return try SAMStateFile(serial: serial) }
    let isNew = !FileManager.default.fileExists(atPath: state)
    let passphrase = try keys.passphraseOptions.passphrase(isNew: isNew)
    do {
      return try SAMStateFile(path: state, passphrase: passphrase, serial: serial)
    } catch let failure as SAMStateFile.Failure {
      throw Self.badState(state, failure)
    }
  }

  private static func badState(_ path: String, _ failure: SAMStateFile.Failure) -> PlainError {
    switch failure {
    case .malformed:
      PlainError(
        code: "samStateMalformed",
        Sentence(
          zhHans: "“\(path)”不是虚拟 SAM 的状态文件。", zhHant: "「\(path)」不是虛擬 SAM 的狀態檔案。",
          en: "\"\(path)\" is no state of a virtual SAM."))
    case .otherVersion(_, let version):
      PlainError(
        code: "samStateOfOtherVersion",
        Sentence(
          zhHans: "“\(path)”是第 \(version) 版的虚拟 SAM 状态文件，本程序只认第 1 版。",
          zhHant: "「\(path)」是第 \(version) 版的虛擬 SAM 狀態檔案，本程式只認第 1 版。",
          en: "\"\(path)\" is a virtual SAM in version \(version); this program knows version 1."))
    case .wrongPassphrase:
      PlainError(
        code: "wrongPassphrase",
        Sentence(
          zhHans: "口令打不开“\(path)”，或文件被改动。", zhHant: "通行碼打不開「\(path)」，或檔案被改動。",
          en: "The passphrase does not open \"\(path)\", or it was altered."))
    }
  }
}
