#include "CPCSCLoop.h"

#include <stdlib.h>
#include <time.h>
#include <winscard.h>

struct cpcsc_loop {
  SCARDCONTEXT context;
  SCARDHANDLE card;
  DWORD protocol;
};

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint32_t cpcsc_loop_open(const char *reader, cpcsc_loop **result) {
  cpcsc_loop *loop = calloc(1, sizeof *loop);
  if (loop == NULL) return (uint32_t)SCARD_E_NO_MEMORY;
  LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &loop->context);
  if (code == SCARD_S_SUCCESS)
    code = SCardConnect(
        loop->context, reader, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
        &loop->card, &loop->protocol);
  if (code != SCARD_S_SUCCESS) {
    free(loop);
    return (uint32_t)code;
  }
  *result = loop;
  return 0;
}

uint32_t cpcsc_loop_run(
    cpcsc_loop *loop, const uint8_t *command, size_t length, size_t rounds, uint64_t *nanoseconds) {
  const SCARD_IO_REQUEST *pci = loop->protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  unsigned char answer[MAX_BUFFER_SIZE];
  for (size_t round = 0; round < rounds; round++) {
    DWORD size = sizeof answer;
    uint64_t start = now();
    LONG code = SCardTransmit(loop->card, pci, command, length, NULL, answer, &size);
    nanoseconds[round] = now() - start;
    if (code != SCARD_S_SUCCESS || size < 2) return code ? (uint32_t)code : 1;
  }
  return 0;
}

void cpcsc_loop_close(cpcsc_loop *loop) {
  SCardDisconnect(loop->card, SCARD_LEAVE_CARD);
  SCardReleaseContext(loop->context);
  free(loop);
}
