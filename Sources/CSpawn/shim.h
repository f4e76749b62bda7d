#pragma once

#include <spawn.h>
#include <sys/syscall.h>

// glibc has these, and hides them from those who do not ask for GNU's additions, as Swift does not.
extern int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *actions, int from);
extern int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *restrict actions, const char *restrict path);
extern long syscall(long number, ...);

/// Has the child close every descriptor from `from` on (glibc 2.34).
static inline int cspawn_close_from(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

/// Has the child change to a directory (glibc 2.29).
static inline int cspawn_change_directory(
    posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

/// A descriptor of a process, which can be read once it has ended (Linux 5.3; glibc 2.36 has a name for it).
static inline int cspawn_process_descriptor(int process) {
  return (int)syscall(SYS_pidfd_open, process, 0);
}

/// Sends a signal to the process of a descriptor (Linux 5.1).
static inline int cspawn_send_signal(int descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, (void *)0, 0);
}
