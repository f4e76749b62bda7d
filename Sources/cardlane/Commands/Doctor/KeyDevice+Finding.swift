import CardCrypto
import Desk
import SecureModule
import Wording

extension KeyDevice {
  /// What can be said of a SAM or token without its PIN; `nil` for a key file.
  static func finding(_ text: String) async -> Finding? {
    do {
      switch try KeyDevice(text) {
      case .none: return nil
      case .sam(let uri):
        let channel = try await SAMReader(uri.reader).connect()
        let found = try await SAMAdministrator.information(channel, device: uri.reader)
        guard found.isInitialized else {
          throw KeyDeviceFailure(.foreign, device: uri.reader, detail: "the SAM is empty")
        }
        let serial = Hex.text(found.serial)
        return .good(
          "keys",
          Sentence(
            zhHans: "密钥卡 \(serial) 在“\(uri.reader)”中。", zhHant: "金鑰卡 \(serial) 在「\(uri.reader)」中。",
            en: "The SAM \(serial) is in \"\(uri.reader)\"."))
      case .token(let uri):
        return .good(
          "keys",
          Sentence(
            zhHans: "密钥在令牌“\(uri.device)”中，需要 PIN 才能检查。",
            zhHant: "金鑰在令牌「\(uri.device)」中，需要 PIN 才能檢查。",
            en: "The keys are in the token \"\(uri.device)\"; checking them needs its PIN."))
      }
    } catch {
      return .problem("keys", error as? any ExplainedError ?? PlainError(error))
    }
  }
}
