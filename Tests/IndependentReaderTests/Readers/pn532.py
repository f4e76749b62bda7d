"""An NXP PN532 on a pseudo-terminal, in front of a card in a PC/SC reader.

Debian's libnfc knows no PC/SC readers, but it knows the PN532 on a serial line. This is one, after the
PN532 user manual (UM0701-02): frames and acknowledgements on the line, InListPassiveTarget,
InDataExchange. What is meant for the card goes to it through pcscd:

- a card of ISO/IEC 14443-4 gets its APDUs as they are;
- a MIFARE Classic gets its commands (60/61 authenticate, 30 read, A0 write) as those of PC/SC part 3.
"""

import os
import pty
import threading
import tty

ACKNOWLEDGEMENT = bytes.fromhex("0000ff00ff00")


class PN532:
    """Serves one card from a thread of its own; `path` is the serial line."""

    def __init__(self, connection):
        self.connection = connection
        self.commands = []  # what the card was asked, for the report
        self.master, slave = pty.openpty()
        tty.setraw(self.master)
        tty.setraw(slave)
        self.slave = slave  # kept open, so that the line survives the reader's closing it
        self.path = os.ttyname(slave)
        self.registers = {}
        threading.Thread(target=self._serve, daemon=True).start()

    # The line.

    def _serve(self):
        pending = b""
        while True:
            try:
                pending += os.read(self.master, 4096)
            except OSError:
                return
            while True:
                frame, pending = self._frame(pending)
                if frame is None:
                    break
                os.write(self.master, ACKNOWLEDGEMENT)
                answer = self._answer(frame[0], frame[1:])
                if answer is not None:
                    os.write(self.master, self._framed(bytes([0xD5, frame[0] + 1]) + answer))

    @staticmethod
    def _frame(pending):
        """The next frame's command and data, without D4; what is left."""
        while True:
            start = pending.find(b"\x00\xff")
            if start < 0:
                return None, pending[-1:]  # the preamble of the wake-up is passed over
            body = pending[start + 2:]
            if len(body) < 2:
                return None, pending[start:]
            if body[:2] == b"\x00\xff":  # an acknowledgement of the host: it aborts
                pending = body[2:]
                continue
            if body[:2] == b"\xff\xff":
                if len(body) < 5:
                    return None, pending[start:]
                if sum(body[2:5]) & 0xFF:
                    pending = body
                    continue
                length, body = body[2] << 8 | body[3], body[5:]
            else:
                if sum(body[:2]) & 0xFF:
                    pending = body
                    continue
                length, body = body[0], body[2:]
            if len(body) < length + 1:
                return None, pending[start:]
            data, pending = body[:length], body[length + 1:]
            if (sum(data) + body[length]) & 0xFF == 0 and data[:1] == b"\xd4":
                return data[1:], pending

    @staticmethod
    def _framed(data):
        checksum = bytes([-sum(data) & 0xFF, 0x00])
        if len(data) < 255:
            return b"\x00\x00\xff" + bytes([len(data), -len(data) & 0xFF]) + data + checksum
        high, low = len(data) >> 8, len(data) & 0xFF
        head = bytes([high, low, -(high + low) & 0xFF])
        return b"\x00\x00\xff\xff\xff" + head + data + checksum

    # The chip.

    def _answer(self, command, data):
        if command == 0x00:  # Diagnose: the line is tested by an echo
            return data
        if command == 0x02:  # GetFirmwareVersion: PN532, 1.6, ISO/IEC 14443 A and B
            return bytes.fromhex("32010607")
        if command == 0x04:  # GetGeneralStatus: no error, field on, no target kept
            return bytes.fromhex("00010080")
        if command == 0x06:  # ReadRegister
            pairs = zip(data[::2], data[1::2])
            return bytes(self.registers.get(pair, 0) for pair in pairs)
        if command == 0x08:  # WriteRegister
            for place in range(0, len(data) - 2, 3):
                self.registers[(data[place], data[place + 1])] = data[place + 2]
            return b""
        if command in (0x12, 0x14, 0x32):  # SetParameters, SAMConfiguration, RFConfiguration
            return b""
        if command == 0x16:  # PowerDown
            return b"\x00"
        if command in (0x44, 0x52, 0x54):  # InDeselect, InRelease, InSelect
            return b"\x00"
        if command == 0x4A:  # InListPassiveTarget
            return self._list(data)
        if command == 0x40:  # InDataExchange
            return self._exchange(data[1:])
        return None

    def _apdu(self, command):
        self.commands.append(bytes(command))
        data, high, low = self.connection.transmit(list(command))
        return bytes(data), high << 8 | low

    def _list(self, data):
        if data[1] != 0x00:  # anything but 106 kbit/s type A: nothing there
            return b"\x00"
        uid, status = self._apdu(bytes.fromhex("ffca000000"))
        if status != 0x9000:
            return b"\x00"
        historical = bytes(self.connection.getATR())[4:-1]
        sized = bytes([len(uid)]) + uid
        if historical[:1] == b"\x80" and historical[1:2] == b"\x4f":  # PC/SC part 3: storage card
            self.uid = uid
            return b"\x01\x01" + bytes.fromhex("000408" if len(uid) == 4 else "004408") + sized
        answer = bytes.fromhex("75778102") + historical  # answer-to-select of a DESFire
        return b"\x01\x01" + bytes.fromhex("034420") + sized + bytes([len(answer) + 1]) + answer

    def _exchange(self, command):
        if command[0] not in (0x60, 0x61, 0x30, 0xA0):
            data, status = self._apdu(command)
            return b"\x00" + data + status.to_bytes(2, "big")
        block = command[1]
        if command[0] in (0x60, 0x61):
            # The key and the UID; PC/SC part 3 wants the key first, and takes the UID from the card.
            _, status = self._apdu(bytes.fromhex("ff82000006") + command[2:8])
            if status == 0x9000:
                _, status = self._apdu(
                    bytes.fromhex("ff860000050100") + bytes([block, command[0], 0x00]))
            return b"\x00" if status == 0x9000 else b"\x14"
        if command[0] == 0x30:
            data, status = self._apdu(bytes([0xFF, 0xB0, 0x00, block, 0x10]))
            return b"\x00" + data if status == 0x9000 else b"\x13"
        _, status = self._apdu(bytes([0xFF, 0xD6, 0x00, block, 0x10]) + command[2:])
        return b"\x00" if status == 0x9000 else b"\x13"
