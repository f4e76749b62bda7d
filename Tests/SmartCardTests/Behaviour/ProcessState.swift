import Glibc
import LinuxSystem

/// The number of open files and threads once it has come down to the limit, or after half a minute.
func settled(limit: Int) async -> Int {
  let end = ContinuousClock.now + .seconds(30)
  while true {
    let count = filesAndThreads()
    if (count <= limit && limit != .max) || ContinuousClock.now > end { return count }
    if limit == .max {
      // Two looks that agree, with time between them for threads to end.
      try? await Task.sleep(for: .seconds(2))
      if filesAndThreads() == count { return count }
    } else {
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}

/// Threads of the cooperative pool do not count: it makes and keeps as many as the machine's load asks for.
private func filesAndThreads() -> Int {
  let threads = SystemFile.names(in: "/proc/self/task").filter {
    !text(of: "/proc/self/task/\($0)/comm").contains("-qos")
  }
  return openFiles() + threads.count
}

/// Where the kernel tells about the thread that runs this.
///
/// Names do not tell: a thread has the name of the one that made it until it is given its own.
func threadFolder() -> String {
  var target = [CChar](repeating: 0, count: 64)
  let count = unsafe readlink("/proc/thread-self", &target, target.count)
  let bytes = target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
  return "/proc/" + String(decoding: bytes, as: UTF8.self)
}

/// Waits until a thread of this process waits for something.
func isAsleep(thread folder: String) async -> Bool {
  await becomes {
    // "42 (the name) S …": the name may hold anything.
    let line = text(of: folder + "/stat")
    return line.lastIndex(of: ")").map { line[$0...].dropFirst(2).first == "S" } ?? false
  }
}

/// Waits until this process has more open files than a number, or no more than that.
func hasOpenFiles(moreThan limit: Int, _ isMore: Bool) async -> Bool {
  await becomes { (openFiles() > limit) == isMore }
}

/// How many files this process has open.
func openFiles() -> Int { entries("/proc/self/fd") }

private func becomes(_ condition: () -> Bool) async -> Bool {
  let end = ContinuousClock.now + .seconds(30)
  while !condition() {
    guard ContinuousClock.now < end else { return false }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return true
}

private func entries(_ directory: String) -> Int { SystemFile.names(in: directory).count }

/// The beginning of a small file of the kernel; empty if there is none.
private func text(of path: String) -> String {
  guard let file = unsafe fopen(path, "re") else { return "" }
  defer { unsafe fclose(file) }
  var buffer = [UInt8](repeating: 0, count: 512)
  let count = unsafe fread(&buffer, 1, buffer.count, file)
  return String(decoding: buffer[..<count], as: UTF8.self)
}

/// How much memory this process has, in pages.
func residentPages() -> Int {
  let words = text(of: "/proc/self/statm").split(separator: " ")
  return words.count > 1 ? Int(words[1]) ?? 0 : 0
}
