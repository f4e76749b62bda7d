#pragma once

#include <stddef.h>

// What a durable commit costs in SQLite itself: a file of one table with write-ahead log and synchronous = FULL, as
// the store's is.

typedef struct bare_commit bare_commit;

// Opens a new file; NULL where that fails.
bare_commit *_Nullable bare_commit_open(const char *_Nonnull path);

// Commits one row of so many bytes; 0 where it did.
int bare_commit_row(bare_commit *_Nonnull commit, size_t bytes);

void bare_commit_close(bare_commit *_Nonnull commit);
