#pragma once
#include <stdint.h>

/// Calls of malloc, calloc, realloc and their kind on this thread since it began.
uint64_t malloc_count_calls(void);
/// Bytes that those calls asked for.
uint64_t malloc_count_bytes(void);
