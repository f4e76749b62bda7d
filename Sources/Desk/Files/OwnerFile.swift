import LinuxSystem
import Wording

/// Files with personal data: readable by their owner only, and whole or not there at all.
package enum OwnerFile {
  /// Puts a file in its place with mode 0600, on disk when this returns.
  ///
  /// - Throws: ``PlainError`` of nature `device`; what was there before is untouched then.
  package static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(PlainError) {
    do throws(SystemCallError) {
      try DurableFile.write(Array(bytes), to: path)
    } catch {
      throw failure(path, error.reason)
    }
  }

  private static func failure(_ path: String, _ reason: String) -> PlainError {
    PlainError(
      code: "fileNotWritten",
      Sentence(
        zhHans: "文件“\(path)”写入失败：\(reason)。", zhHant: "檔案「\(path)」寫入失敗：\(reason)。",
        en: "The file \"\(path)\" could not be written: \(reason)."),
      hint: Sentence(
        zhHans: "请检查文件夹、权限和剩余空间。", zhHant: "請檢查資料夾、權限和剩餘空間。",
        en: "Check the folder, its permissions and the free space."), nature: .device)
  }
}
