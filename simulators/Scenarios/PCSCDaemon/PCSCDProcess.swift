import Glibc
import SmartCard

/// One run of pcscd: a child process that was handed its listening socket.
struct PCSCDProcess: Sendable {
  let id: pid_t
  /// The end of a pair of sockets that lives as long as we do: when it closes, a guard ends pcscd.
  private let lifeline: Int32

  /// What the child runs. pcscd takes a socket at descriptor 3 the way systemd hands it over. It
  /// keeps its process number in `/run`, which it therefore gets for itself where the system lets us.
  /// The guard waits at descriptor 4; if pcscd, its parent, outlives us, it ends it and tidies up.
  private static let script = """
    daemon=$1 home=$2 conf=$2/conf
    (exec 3<&-; cat <&4 >/dev/null; read -r _ _ _ parent _ </proc/self/stat
      [ "$parent" = "$$" ] && kill -9 "$$" && rm -rf "$home") &
    export LISTEN_PID=$$
    inside='mount -t tmpfs none /run && exec "$1" -f -c "$2" 4<&-'
    for flags in -m -rm; do
      if unshare $flags -- sh -c 'mount -t tmpfs none /run' 2>/dev/null; then
        exec unshare $flags -- sh -c "$inside" sh "$daemon" "$conf"
      fi
    done
    exec "$daemon" -f -c "$conf" 4<&-
    """

  init(
    installation: PCSCDInstallation, directory: String, socketPath: String
  ) throws(PrivatePCSCDError) {
    let listener = try UnixSocket.listen(at: socketPath)
    defer { close(listener) }
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw PrivatePCSCDError(.startFailed, "socketpair: \(PCSCDFiles.systemError())")
    }
    defer { close(ends[0]) }
    let arguments = [
      "sh", "-c", Self.script, "sh", installation.daemon, directory,
    ]
    let additions = [
      "LISTEN_FDS": "1", "PCSCLITE_HP_DROPDIR": directory + "/drivers",
      "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    ]
    do throws(PrivatePCSCDError) {
      id = try Child.spawn(
        "/bin/sh", arguments, environment: additions,
        descriptors: [(listener, 3), (ends[0], 4)], log: directory + "/log")
    } catch {
      close(ends[1])
      throw error
    }
    lifeline = ends[1]
  }

  /// Ends it and waits until it is gone.
  func end() {
    kill(id, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    close(lifeline)
  }

  /// Waits until pcscd answers its clients' first question.
  func waitUntilReady(
    at path: String, until deadline: MonotonicTime, log: () -> String
  ) throws(PrivatePCSCDError) {
    while !UnixSocket.answersVersion(at: path, patience: deadline.remaining) {
      guard isRunning else { throw PrivatePCSCDError(.startFailed, log()) }
      guard deadline.remaining > .zero else { throw PrivatePCSCDError(.timedOut, log()) }
      usleep(5_000)
    }
  }

  /// Whether the child has not ended; leaves it to ``end()`` to collect it.
  private var isRunning: Bool {
    var information = unsafe siginfo_t()
    let result = unsafe waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT)
    return unsafe result == 0 && information._sifields._sigchld.si_pid == 0
  }
}
