import Foundation
import Wording

/// A folder for what is left behind for people: slips, tables.
package enum OutputFolder {
  /// Makes the folder where there is none, for its owner only. Throws ``PlainError`` when that fails.
  package static func make(_ path: String) throws(PlainError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw unusable(path, (error as? CocoaError)?.code == .fileWriteFileExists)
    }
  }

  private static func unusable(_ path: String, _ isFile: Bool) -> PlainError {
    PlainError(
      code: "folderUnusable",
      isFile
        ? Sentence(
          zhHans: "“\(path)”是文件，不是文件夹。", zhHant: "「\(path)」是檔案，不是資料夾。",
          en: "\"\(path)\" is a file, not a folder.")
        : Sentence(
          zhHans: "无法创建文件夹“\(path)”。", zhHant: "無法建立資料夾「\(path)」。",
          en: "The folder \"\(path)\" cannot be made."),
      hint: Sentence(
        zhHans: "请检查路径和权限。", zhHant: "請檢查路徑和權限。", en: "Check the path and its permissions."),
      nature: isFile ? .input : .device)
  }
}
