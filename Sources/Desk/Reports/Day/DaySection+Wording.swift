import Wording

/// What a row of the day's close is about; raw values are the words of CSV and JSON.
enum DaySection: String {
  case sales, memberSales, returns, redemptions, net, voided, open, unsigned, refusals, notPrinted
  case missing, tender, cashier, lane, drawerExpected, drawerCounted, drawerDifference
  case unsignedSlip, openSale, refusedCard, printJob, closed, afterClose

  /// The section in words.
  var sentence: Sentence {
    switch self {
    case .sales: Sentence(zhHans: "销售", zhHant: "銷售", en: "Sales")
    case .memberSales: Sentence(zhHans: "其中会员", zhHant: "其中會員", en: "of these, members")
    case .returns: Sentence(zhHans: "退货", zhHant: "退貨", en: "Returns")
    case .redemptions: Sentence(zhHans: "积分换领", zhHant: "積分換領", en: "Redemptions")
    case .net: Sentence(zhHans: "净额", zhHant: "淨額", en: "Net")
    case .voided: Sentence(zhHans: "已放弃", zhHant: "已放棄", en: "Given up")
    case .open: Sentence(zhHans: "未完成", zhHant: "未完成", en: "Left open")
    case .unsigned: Sentence(zhHans: "未签名", zhHant: "未簽名", en: "Unsigned")
    case .refusals: Sentence(zhHans: "拒绝的卡", zhHant: "拒絕的卡", en: "Refused cards")
    case .notPrinted: Sentence(zhHans: "未确认打印", zhHant: "未確認列印", en: "Not known to be printed")
    case .missing: Sentence(zhHans: "尚待处理", zhHant: "尚待處理", en: "Still to be settled")
    case .tender: Sentence(zhHans: "支付方式", zhHant: "支付方式", en: "Tender")
    case .cashier: Sentence(zhHans: "收银员", zhHant: "收銀員", en: "Cashier")
    case .lane: Sentence(zhHans: "款台", zhHant: "款台", en: "Lane")
    case .drawerExpected: Sentence(zhHans: "钱箱应有", zhHant: "錢箱應有", en: "Drawer should hold")
    case .drawerCounted: Sentence(zhHans: "钱箱实点", zhHant: "錢箱實點", en: "Drawer holds")
    case .drawerDifference: Sentence(zhHans: "长短款", zhHant: "長短款", en: "Drawer over or short")
    case .unsignedSlip: Sentence(zhHans: "未签名小票", zhHant: "未簽名小票", en: "Slip without signature")
    case .openSale: Sentence(zhHans: "未完成的销售", zhHant: "未完成的銷售", en: "Sale left open")
    case .refusedCard: Sentence(zhHans: "拒绝的卡", zhHant: "拒絕的卡", en: "Refused card")
    case .closed: Sentence(zhHans: "日结时", zhHant: "日結時", en: "At the close")
    case .afterClose: Sentence(zhHans: "日结后补录", zhHant: "日結後補錄", en: "Let in since")
    case .printJob: Sentence(zhHans: "打印任务", zhHant: "列印任務", en: "Print job")
    }
  }
}
