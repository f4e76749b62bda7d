import ArgumentParser

/// `cardlane member …`: the people behind the cards.
struct MemberCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member",
    abstract: "Enrol members, register their forms, find them, block their cards.",
    subcommands: [
      MemberEnrol.self, MemberRegister.self, MemberFind.self, MemberShow.self,
      MemberActivityCommand.self, MemberExchange.self, MemberBlock.self, MemberGiftCommand.self,
      MemberSurveyed.self, MemberFee.self, MemberLevels.self, MemberRetention.self,
      MemberExport.self,
    ])
}
