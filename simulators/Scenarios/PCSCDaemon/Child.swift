import CSpawn
import Glibc

/// Starts child processes with chosen descriptors.
enum Child {
  /// Starts a program with our environment and some additions.
  ///
  /// Each pair of descriptors is ours and the number that the child sees. What it prints goes to the
  /// end of the log.
  static func spawn(
    _ program: String, _ arguments: [String], environment additions: [String: String],
    descriptors: [(ours: Int32, its: Int32)], log: String
  ) throws(PrivatePCSCDError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // Ours are moved out of the way first, so that none is overwritten before it is passed on.
    let spare = descriptors.map { (fcntl($0.ours, F_DUPFD_CLOEXEC, 64), $0.its) }
    defer { for (copy, _) in spare { close(copy) } }
    for (copy, its) in spare {
      unsafe posix_spawn_file_actions_adddup2(&actions, copy, its)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Others may be starting programs at this moment: a pipe of theirs that stayed open in a daemon would
    // never end for them.
    let firstOfOthers = (descriptors.map(\.its).max() ?? 2) + 1
    unsafe cspawn_close_from(&actions, max(firstOfOthers, 3))

    var variables = inherited().filter { additions[String($0.prefix { $0 != "=" })] == nil }
    variables += additions.map { "\($0)=\($1)" }
    var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var envp = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var id = pid_t()
    let result = unsafe posix_spawn(&id, program, &actions, nil, &argv, &envp)
    guard result == 0 else {
      throw unsafe PrivatePCSCDError(
        .startFailed, "\(program): \(String(cString: strerror(result)))")
    }
    return id
  }

  private static func inherited() -> [String] {
    var variables: [String] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      variables.append(unsafe String(cString: entry))
      unsafe next = next.successor()
    }
    return variables
  }
}
