import CSpawn
import Glibc
import Synchronization

/// A program that runs as a child of ours, with the descriptors that were chosen for it and no others.
///
/// The kernel's descriptor of the process holds it, so that no signal and no wait can meet another
/// process that was given its number. Whoever starts one waits for it in the end.
package final class ChildProcess: Sendable {
  /// How a process ended.
  package enum Ending: Sendable, Hashable {
    /// By itself, with an exit status.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)

    /// As a shell counts: the exit status, or 128 and the signal's number.
    package var status: Int32 {
      switch self {
      case .exited(let status): status
      case .signalled(let number): 128 + number
      }
    }
  }

  /// The process's number.
  package let id: Int32
  private let descriptor: Int32
  private let ending = Mutex<Ending?>(nil)

  /// Starts a program.
  ///
  /// It begins with no signal blocked or ignored.
  ///
  /// - Parameters:
  ///   - path: Where the program lies; `PATH` is not looked at.
  ///   - arguments: What follows the program's name.
  ///   - environment: All its variables; ours if there are none given.
  ///   - directory: Where it works; where we do if none is given.
  ///   - descriptors: Ours by the number that the child sees. Of 0, 1 and 2 those that are not named are
  ///     `/dev/null`.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    directory: String? = nil, descriptors: [Int32: Int32] = [:]
  ) throws(SpawnError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // Ours are moved out of the way first, so that none is overwritten before it is passed on.
    let spare = descriptors.map { (its: $0, copy: fcntl($1, F_DUPFD_CLOEXEC, 64)) }
    defer { for (_, copy) in spare where copy >= 0 { close(copy) } }
    for (its, copy) in spare {
      guard copy >= 0 else { throw SpawnError(path: path, errno: errno) }
      unsafe posix_spawn_file_actions_adddup2(&actions, copy, its)
    }
    for its: Int32 in 0...2 where descriptors[its] == nil {
      unsafe posix_spawn_file_actions_addopen(
        &actions, its, "/dev/null", its == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    // Others may be starting programs at this moment: a pipe of theirs that stayed open in this one
    // would never end for them.
    unsafe cspawn_close_from(&actions, max(descriptors.keys.max() ?? 2, 2) + 1)
    if let directory { unsafe cspawn_change_directory(&actions, directory) }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let variables = (environment ?? Self.ownEnvironment).map { "\($0)=\($1)" }
    var argv = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    var envp = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var id = pid_t()
    let result = unsafe posix_spawn(&id, path, &actions, &attributes, &argv, &envp)
    guard result == 0 else { throw SpawnError(path: path, errno: result) }
    let descriptor = cspawn_process_descriptor(id)
    guard descriptor >= 0 else {
      let reason = errno
      kill(id, SIGKILL)
      _ = waitpid(id, nil, 0)
      throw SpawnError(path: path, errno: reason)
    }
    (self.id, self.descriptor) = (id, descriptor)
  }

  deinit {
    // One that has ended is not left to the kernel's list.
    _ = collect()
    close(descriptor)
  }

  /// Sends a signal; one that has ended does not hear it.
  package func signal(_ number: Int32) { _ = cspawn_send_signal(descriptor, number) }

  /// Whether it has not ended.
  package var isRunning: Bool { collect() == nil }

  /// Waits until it has ended, and says how; `nil` once the time is over. Blocks.
  @discardableResult
  package func wait(atMost time: Duration? = nil) -> Ending? {
    let deadline = time.map { ContinuousClock.now + $0 }
    while true {
      if let ending = collect() { return ending }
      if let deadline, ContinuousClock.now >= deadline { return nil }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&waiting, 1, PollTime.milliseconds(until: deadline))
    }
  }

  /// Ends it at once, and waits until it is gone.
  package func end() {
    signal(SIGKILL)
    wait()
  }

  private func collect() -> Ending? {
    ending.withLock { ending in
      if let ending { return ending }
      var status: Int32 = 0
      guard unsafe waitpid(id, &status, WNOHANG) == id else { return nil }
      let number = status & 0x7F
      ending = number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
      return ending
    }
  }

  /// Our own variables.
  package static var ownEnvironment: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      unsafe next = next.successor()
    }
    return variables
  }
}
