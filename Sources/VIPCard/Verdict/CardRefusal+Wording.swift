public import Wording

extension CardRefusal: ExplainedError {
  /// The check that failed, as in the JSON form.
  public var code: String { check.rawValue }

  public var nature: ErrorNature { .refusal }

  public var message: Sentence {
    switch self {
    case .unreadable(let what): what.message
    case .bankCard:
      Sentence(
        zhHans: "这是银行卡，不是会员卡；卡上信息没有保存。",
        zhHant: "這是銀行卡，不是會員卡；卡上資訊沒有保存。",
        en: "This is a bank card, not a member card; nothing of it was kept.")
    case .foreign:
      Sentence(
        zhHans: "这不是本店的会员卡。", zhHant: "這不是本店的會員卡。",
        en: "This is not one of our member cards.")
    case .misreadNumber:
      Sentence(
        zhHans: "卡号读错了（校验位不符）。", zhHant: "卡號讀錯了（檢查碼不符）。",
        en: "The card number was misread (its check digit is wrong).")
    case .misreadDisagreement:
      Sentence(
        zhHans: "卡上各处的信息不一致，读取有误。", zhHant: "卡上各處的資訊不一致，讀取有誤。",
        en: "What the card says in two places does not agree; it was misread.")
    case .expired(let year):
      Sentence(
        zhHans: "这是\(year)年的会员卡，已经过期。", zhHant: "這是\(year)年的會員卡，已經過期。",
        en: "This is the member card of \(year); it has expired.")
    case .notYetValid(let year):
      Sentence(
        zhHans: "这是\(year)年的会员卡，还不能使用。", zhHant: "這是\(year)年的會員卡，還不能使用。",
        en: "This is the member card of \(year); it is not valid yet.")
    case .forged:
      Sentence(
        zhHans: "验真不通过：这张卡可能是伪造的。", zhHant: "驗真未通過：這張卡可能是偽造的。",
        en: "The card failed the authenticity check; it may be forged.")
    case .unknownKeyYear(let year):
      Sentence(
        zhHans: "收银机没有\(year)年的密钥，无法验真。", zhHant: "收銀機沒有\(year)年的金鑰，無法驗真。",
        en: "This lane holds no key for \(year) and cannot check the card.")
    case .cloneSuspected:
      Sentence(
        zhHans: "这张卡可能有复制品在使用，已停用。", zhHant: "這張卡可能有複製品在使用，已停用。",
        en: "A copy of this card seems to be in use; the card is refused.")
    case .blocked(let reason):
      Sentence(
        zhHans: "这张卡已停用：\(reason.sentence.simplifiedChinese)。",
        zhHant: "這張卡已停用：\(reason.sentence.traditionalChinese)。",
        en: "This card is blocked: \(reason.sentence.english).")
    case .notIssued:
      Sentence(
        zhHans: "登记簿里没有这张卡。", zhHant: "登記簿裡沒有這張卡。",
        en: "The register does not know this card.")
    case .wrongSequence(let current):
      Sentence(
        zhHans: "这张卡已补发，现用的是第\(current)张。", zhHant: "這張卡已補發，現用的是第\(current)張。",
        en: "This card was re-issued; card \(current) of this number is in use.")
    }
  }

  public var hint: Sentence? {
    switch self {
    case .unreadable(let what): what.hint
    case .bankCard, .foreign:
      Sentence(
        zhHans: "请会员出示本店会员卡。", zhHant: "請會員出示本店會員卡。",
        en: "Please ask for our member card.")
    case .misreadNumber, .misreadDisagreement:
      Sentence(
        zhHans: "请再刷一次。", zhHant: "請再刷一次。", en: "Please try the card once more.")
    case .expired:
      Sentence(
        zhHans: "请会员到服务台换领新卡。", zhHant: "請會員到服務台換領新卡。",
        en: "Please send the member to the service desk for a new card.")
    case .notYetValid:
      Sentence(
        zhHans: "请使用今年的卡；新卡从上一年十二月起可用。",
        zhHant: "請使用今年的卡；新卡從前一年十二月起可用。",
        en: "Please use this year's card; a new card is good from the December before its year.")
    case .forged, .cloneSuspected:
      Sentence(
        zhHans: "不要使用此卡，请叫主管。", zhHant: "不要使用此卡，請叫主管。",
        en: "Do not use the card; please call a supervisor.")
    case .unknownKeyYear(let year):
      Sentence(
        zhHans: "请通知技术人员装入\(year)年的密钥。", zhHant: "請通知技術人員裝入\(year)年的金鑰。",
        en: "Please have the key for \(year) installed.")
    case .blocked, .notIssued:
      Sentence(
        zhHans: "请会员到服务台。", zhHant: "請會員到服務台。",
        en: "Please send the member to the service desk.")
    case .wrongSequence:
      Sentence(
        zhHans: "请会员出示最新的卡。", zhHant: "請會員出示最新的卡。",
        en: "Please ask for the newest card.")
    }
  }
}

extension BlockReason {
  /// The reason in words; an unknown reason as it is written.
  public var sentence: Sentence {
    switch self {
    case .lost: Sentence(zhHans: "已挂失", zhHant: "已掛失", en: "reported lost")
    case .replaced: Sentence(zhHans: "已换新卡", zhHant: "已換新卡", en: "replaced by a newer card")
    case .clone: Sentence(zhHans: "发现复制卡", zhHant: "發現複製卡", en: "a copy was found")
    case .staff: Sentence(zhHans: "门店停用", zhHant: "門市停用", en: "blocked by the staff")
    default: Sentence(zhHans: rawValue, zhHant: rawValue, en: rawValue)
    }
  }
}
