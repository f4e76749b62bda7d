package import Wording

/// Why somebody may not use a right.
package enum SupervisorError: ExplainedError, Hashable {
  /// The PIN is wrong; so many tries are left.
  case wrongPIN(left: Int)
  /// The new PIN is none, or one that everybody tries first.
  case weakPIN
  /// There are supervisors, and none was named.
  case supervisorNeeded
  /// The machine has not the memory to look at a PIN.
  case noMemory

  package var code: String {
    switch self {
    case .wrongPIN: "wrongPIN"
    case .weakPIN: "weakPIN"
    case .supervisorNeeded: "supervisorNeeded"
    case .noMemory: "noMemory"
    }
  }

  package var nature: ErrorNature {
    switch self {
    case .wrongPIN, .supervisorNeeded: .refusal
    case .weakPIN: .input
    case .noMemory: .device
    }
  }

  package var message: Sentence {
    switch self {
    case .wrongPIN(let left):
      Sentence(
        zhHans: "密码不对，什么也没有做。还可以试 \(left) 次。", zhHant: "密碼不對，什麼也沒有做。還可以試 \(left) 次。",
        en: "The PIN is wrong; nothing was done. \(left) tries are left.")
    case .weakPIN:
      Sentence(
        zhHans: "密码须为 4 至 12 位数字，不可全部相同，也不可顺着数。",
        zhHant: "密碼須為 4 至 12 位數字，不可全部相同，也不可順著數。",
        en: "A PIN has 4 to 12 digits, not all the same and not in a row.")
    case .supervisorNeeded:
      Sentence(
        zhHans: "这一步要由登记的主管来做。", zhHant: "這一步要由登記的主管來做。",
        en: "One of the supervisors has to do this.")
    case .noMemory:
      Sentence(zhHans: "内存不足。", zhHant: "記憶體不足。", en: "There is not enough memory.")
    }
  }

  package var hint: Sentence? { nil }
}
