import ArgumentParser

/// `cardlane member …`: the people behind the cards.
struct MemberCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member",
    abstract: "Enrol members, register their forms, find them, block their cards.",
    subcommands: [
      MemberEnrol.self, MemberRegister.self, MemberFind.self, MemberShow.self,
      MemberActivity.self, MemberExchange.self, MemberBlock.self, MemberGift.self,
      MemberSurveyed.self, MemberFee.self, MemberLevels.self, MemberRetention.self,
      MemberExport.self,
    ])
}
