"""A wire that can be cut where it hurts most.

Stands between a client and a PostgreSQL server: takes connections on a socket, passes everything on, and, once
it is told to, breaks the connection at a commit. Told by the words in the file `cut`, one for each commit:

    before   the commit, and what is sent with it, never reaches the server
    after    the commit reaches the server, its answer never the client
    pass     this one is left alone

Usage: cut_at_commit.py FOLDER-OF-OUR-SOCKET SOCKET-OF-THE-SERVER
"""

import os
import socket
import sys
import threading

folder, server = sys.argv[1], sys.argv[2]
order = os.path.join(folder, "cut")


def exactly(link, count):
    data = b""
    while len(data) < count:
        part = link.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def message(link):
    """A message after the first: its kind, its length, its body."""
    head = exactly(link, 5)
    return head + exactly(link, int.from_bytes(head[1:], "big") - 4)


def orders():
    """The order for the commit that goes by, once."""
    try:
        with open(order) as file:
            word, *others = file.read().split()
        if others:
            with open(order + ".new", "w") as file:
                file.write(" ".join(others))
            os.rename(order + ".new", order)
        else:
            os.unlink(order)
        return word
    except FileNotFoundError:
        return None


def serve(client):
    link = socket.socket(socket.AF_UNIX)
    link.connect(server)
    is_cut = threading.Event()

    def end():
        for one in (client, link):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def answers():
        try:
            while data := link.recv(65536):
                if not is_cut.is_set():
                    client.sendall(data)
                elif b"Z" in data:
                    break
        except OSError:
            pass
        end()

    threading.Thread(target=answers, daemon=True).start()
    try:
        length = exactly(client, 4)
        link.sendall(length + exactly(client, int.from_bytes(length, "big") - 4))
        batch = b""
        while True:
            data = message(client)
            batch += data
            # A flush waits for answers; a synchronization ends a transaction, and nothing else.
            if data[:1] not in (b"H", b"S"):
                continue
            word = orders() if data[:1] == b"S" else None
            if word == "before":
                raise EOFError
            if word == "after":
                is_cut.set()
            link.sendall(batch)
            batch = b""
    except (EOFError, OSError):
        end()


listener = socket.socket(socket.AF_UNIX)
listener.bind(os.path.join(folder, ".s.PGSQL.5432"))
listener.listen(16)
print("ready", flush=True)
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
