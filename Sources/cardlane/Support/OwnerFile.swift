import Foundation
import Wording

/// Files with personal data: readable by their owner only, and whole or not there at all.
enum OwnerFile {
  /// Puts a file in its place with mode 0600, on disk when this returns.
  ///
  /// - Throws: ``PlainError`` of nature `device`; what was there before is untouched then.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(PlainError) {
    let bytes = Array(bytes)
    let temporary = "\(path).\(UUID().uuidString).part"
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(path) }
    defer { unsafe unlink(temporary) }
    do {
      defer { close(file) }
      // Whatever the mask of the shell says.
      guard fchmod(file, 0o600) == 0 else { throw failure(path) }
      var written = 0
      while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure(path) }
        written += count
      }
      guard fsync(file) == 0 else { throw failure(path) }
    }
    guard unsafe rename(temporary, path) == 0 else { throw failure(path) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(path) }
  }

  private static func failure(_ path: String) -> PlainError {
    let reason = unsafe String(cString: strerror(errno))
    return PlainError(
      code: "fileNotWritten",
      Sentence(
        zhHans: "文件“\(path)”写入失败：\(reason)。", zhHant: "檔案「\(path)」寫入失敗：\(reason)。",
        en: "The file \"\(path)\" could not be written: \(reason)."),
      hint: Sentence(
        zhHans: "请检查文件夹、权限和剩余空间。", zhHant: "請檢查資料夾、權限和剩餘空間。",
        en: "Check the folder, its permissions and the free space."), nature: .device)
  }
}
