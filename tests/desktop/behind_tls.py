"""The mock console behind TLS, under a name that is not this machine's: such a console is reached through proxies."""

import queue
import socket
import ssl
import subprocess
import threading
import time


def make_certificates(folder, name):
    """A certification authority (``ca.pem``), and a certificate of its for the console, which has this name (``DNS:…`` or ``IP:…``)."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=Test CA",
            "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=console", "-keyout", "key.pem",
            "-out", "request.pem")  # fmt: skip
    (folder / "names").write_text(f"subjectAltName={name}\n")
    openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names",
            "-out", "certificate.pem")  # fmt: skip


def behind_tls(address, name, folder):
    """TLS in front of the mock console, which is addressed by this name; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    host, _, port = address.removeprefix("http://").partition(":")

    def serve(plain):
        with context.wrap_socket(plain, server_side=True) as client, socket.create_connection((host, int(port))) as console:
            # The mock console answers only what is addressed to this machine.
            relay(client, console, 0, (name.encode(), b"127.0.0.1"))

    return listen("127.0.0.1", serve)


def listen(host, serve):
    listener = socket.create_server((host, 0))

    def quiet(client):
        try:
            serve(client)
        except OSError:
            pass  # a client that went away

    def accept():
        while True:
            client, _ = listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=quiet, args=[client], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def relay(client, console, delay, replaced=(b"", b"")):
    console.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ways = ((client, console, replaced), (console, client, (b"", b"")))
    both = [threading.Thread(target=pass_on, args=[*way, delay], daemon=True) for way in ways]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()


def pass_on(source, target, replaced, delay):
    """Everything, so long after it came, with one text replaced by another."""
    waiting = queue.Queue()

    def write():
        while True:
            due, content = waiting.get()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not content:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(content)
            except OSError:
                return

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    content = b"-"
    while content:
        try:
            content = source.recv(1 << 16)
        except OSError:
            content = b""
        if replaced[0]:
            content = content.replace(*replaced)
        waiting.put((time.monotonic() + delay, content))
    writer.join()
