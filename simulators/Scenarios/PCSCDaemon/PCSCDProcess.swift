import Glibc
import LinuxSystem

/// One run of pcscd: a child process that was handed its listening socket.
struct PCSCDProcess: Sendable {
  private let child: ChildProcess
  /// The end of a pair of sockets that lives as long as we do: when it closes, a guard ends pcscd.
  private let lifeline: Int32

  /// What the child runs. pcscd takes a socket at descriptor 3 the way systemd hands it over. It
  /// keeps its process number in `/run`, which it therefore gets for itself where the system lets us.
  /// The guard waits at descriptor 4; if pcscd, its parent, outlives us, it ends it and tidies up.
  /// From 2.0 on pcscd asks polkit about every client; here its socket lies in a directory that only
  /// its user can enter, and its `/run` has no bus on which polkit could be asked.
  private static let script = """
    daemon=$1 home=$2 conf=$2/conf
    (exec 3<&-; cat <&4 >/dev/null; read -r _ _ _ parent _ </proc/self/stat
      [ "$parent" = "$$" ] && kill -9 "$$" && rm -rf "$home") &
    export LISTEN_PID=$$
    set -- "$daemon" -f -c "$conf"
    "$daemon" --help 2>&1 | grep -q -e --disable-polkit && set -- "$@" --disable-polkit
    inside='mount -t tmpfs none /run && exec "$@" 4<&-'
    for flags in -m -rm; do
      if unshare $flags -- sh -c 'mount -t tmpfs none /run' 2>/dev/null; then
        exec unshare $flags -- sh -c "$inside" sh "$@"
      fi
    done
    exec "$@" 4<&-
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
    let log = unsafe open(directory + "/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    defer { close(log) }
    var environment = ChildProcess.ownEnvironment
    environment["LISTEN_FDS"] = "1"
    environment["PCSCLITE_HP_DROPDIR"] = directory + "/drivers"
    environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
    do throws(SpawnError) {
      child = try ChildProcess(
        "/bin/sh", ["-c", Self.script, "sh", installation.daemon, directory],
        environment: environment, descriptors: [1: log, 2: log, 3: listener, 4: ends[0]])
    } catch {
      close(ends[1])
      throw PrivatePCSCDError(.startFailed, error.description)
    }
    lifeline = ends[1]
  }

  /// Ends it and waits until it is gone.
  func end() {
    child.end()
    close(lifeline)
  }

  /// The process's number.
  var id: Int32 { child.id }

  /// What a person needs of a log, in which the same line may be thousands of times.
  private func end(of log: String) -> String {
    log.split(separator: "\n").suffix(8).joined(separator: "\n")
  }

  /// Waits until pcscd answers its clients' first question.
  func waitUntilReady(
    at path: String, until deadline: MonotonicTime, log: () -> String
  ) throws(PrivatePCSCDError) {
    while !UnixSocket.answersVersion(at: path, patience: deadline.remaining) {
      guard child.isRunning else { throw PrivatePCSCDError(.startFailed, end(of: log())) }
      guard deadline.remaining > .zero else { throw PrivatePCSCDError(.timedOut, end(of: log())) }
      usleep(5_000)
    }
  }
}
