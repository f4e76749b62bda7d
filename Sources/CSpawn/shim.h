#pragma once

#include <spawn.h>

// glibc 2.34 has it, and hides it from those who do not ask for GNU's additions, as Swift does not.
extern int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *actions, int from);

/// Has the child close every descriptor from `from` on.
static inline int cspawn_close_from(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}
