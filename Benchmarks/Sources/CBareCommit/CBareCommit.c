#include "CBareCommit.h"

#include <sqlite3.h>
#include <stdlib.h>

struct bare_commit {
  sqlite3 *db;
  sqlite3_stmt *begin, *insert, *commit;
};

bare_commit *bare_commit_open(const char *path) {
  bare_commit *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  if (sqlite3_open(path, &self->db) == SQLITE_OK &&
      sqlite3_exec(self->db,
                   "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "CREATE TABLE rows (id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
                   NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(self->db, "BEGIN IMMEDIATE", -1, &self->begin, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(self->db, "INSERT INTO rows (content) VALUES (?)", -1, &self->insert, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(self->db, "COMMIT", -1, &self->commit, NULL) == SQLITE_OK)
    return self;
  bare_commit_close(self);
  return NULL;
}

static int run(sqlite3_stmt *statement) {
  int result = sqlite3_step(statement);
  sqlite3_reset(statement);
  return result == SQLITE_DONE ? 0 : result;
}

int bare_commit_row(bare_commit *self, size_t bytes) {
  sqlite3_bind_zeroblob(self->insert, 1, (int)bytes);
  int result = run(self->begin);
  if (!result) result = run(self->insert);
  if (!result) result = run(self->commit);
  return result;
}

void bare_commit_close(bare_commit *self) {
  sqlite3_finalize(self->begin);
  sqlite3_finalize(self->insert);
  sqlite3_finalize(self->commit);
  sqlite3_close(self->db);
  free(self);
}
