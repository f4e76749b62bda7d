#pragma once
#include <stddef.h>
#include <stdint.h>
// libFuzzer's own entry, from LLVM's compiler-rt.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
