"""Proxies of other projects: Squid, with and without a sign-in of its own, or blocking; and mitmproxy, which inspects TLS.

The console is the mock console behind TLS, under a name that only Squid knows. What a proxy cannot see is in none of its files.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
from pathlib import Path

import accessible
import behind_tls
import keyring
import programs
from story import Skipped, say, tell

LIMIT_SECS = 150
HOST = "console.example"
USER, PASSWORD = "ada", "pretend-proxy-password"
# Squid refuses to run as root.
ORDINARY = 65_434
SQUID, SIGN_IN_HELPER, SHARED = (programs.companion(path) for path in ("/usr/sbin/squid", "/usr/lib/squid/basic_ncsa_auth", "/usr/share/squid"))
SYSTEM_STORE = Path("/etc/ssl/certs/ca-certificates.crt")
UNSENT = "The secret wasn’t sent."


def main(run):
    programs_of = {"squid": SQUID and SHARED and SIGN_IN_HELPER, "mitmproxy": shutil.which("mitmdump")}
    if missing := [name for name, program in programs_of.items() if not program]:
        raise Skipped(f"not installed: {', '.join(missing)}")
    certificates, squid_folder, mitm_folder = (run.session / name for name in ("certificates", "squid", "mitmproxy"))
    certificates.mkdir()
    behind_tls.make_certificates(certificates, f"DNS:{HOST}")
    console = run.console()
    port = behind_tls.behind_tls(console.address, HOST, certificates)
    keyring.put("Works", f"https://{HOST}:{port}", console.client_id, console.secret)
    company_ca = mitm_folder / "mitmproxy-ca-cert.pem"
    with Squid(run.session, squid_folder) as squid, Inspector(run.session, mitm_folder, squid.open, certificates / "ca.pem") as inspector:
        os.environ["SSL_CERT_FILE"] = str(certificates / "ca.pem")
        headers = [works(run, console, f"http://127.0.0.1:{squid.open}", "a proxy")]
        with_sign_in = f"http://{USER}:{PASSWORD}@127.0.0.1:{squid.asks}"
        headers.append(works(run, console, with_sign_in, "a proxy with its sign-in"))
        fails(run, f"http://127.0.0.1:{squid.asks}", "The proxy requires sign-in")
        fails(run, f"http://{USER}:pretend-guess@127.0.0.1:{squid.asks}", "The proxy requires sign-in")
        fails(run, f"http://127.0.0.1:{squid.blocks}", "The proxy blocked the connection")
        squid.saw(port)
        assert console.sign_ins() == len(headers), "A sign-in passed a proxy that opens no tunnel"

        fails(run, f"http://127.0.0.1:{inspector.port}", "Certificate not trusted")
        assert console.sign_ins() == len(headers), "A secret was sent to an inspector that is not trusted"
        os.environ["SSL_CERT_FILE"] = str(company_ca)
        headers.append(works(run, console, f"http://127.0.0.1:{inspector.port}", "an inspector whose authority is trusted"))
        del os.environ["SSL_CERT_FILE"]
        fails(run, f"http://127.0.0.1:{inspector.port}", "Certificate not trusted")
        if trusts_in_system_store(run, company_ca):
            headers.append(works(run, console, f"http://127.0.0.1:{inspector.port}", "an inspector whose authority is in the system’s store"))
        assert "/oauth/token" in inspector.log.read_text(), "It inspected nothing, so it proves nothing"
    secrets = {"the secret": console.secret, "the proxy’s password": PASSWORD, "a guessed password": "pretend-guess"}
    run.leaves_no(secrets | {f"token {number}": programs.token(header) for number, header in enumerate(headers)})


def works(run, console, proxy, what):
    """One click, and the header that the console takes."""
    os.environ["HTTPS_PROXY"] = proxy
    window = run.window()
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    console.proves(header)
    window.press("Clear now")
    window.sees("Clipboard cleared.")
    window.close_though_asked()
    say(f"Through {what}: a sign-in, and its header works")
    return header


def fails(run, proxy, headline):
    """One click, and the message that follows."""
    os.environ["HTTPS_PROXY"] = proxy
    window = run.window()
    window.press("Get token and copy header")
    window.sees(headline)
    window.sees(UNSENT)
    run.picture(headline.lower().replace(" ", "-"))
    for part in (PASSWORD, "pretend-guess"):
        assert not accessible.shown(window.app, part), "The window shows the proxy’s password"
    window.close_though_asked()
    say(f"{headline}: {UNSENT}")


def trusts_in_system_store(run, authority):
    """From now on windows open where the system's own trust store has this authority too: in a mount namespace, which takes root."""
    store = run.session / "ca-certificates.crt"
    store.write_bytes(SYSTEM_STORE.read_bytes() + authority.read_bytes())
    bound = f'/bin/mount --bind {store} {SYSTEM_STORE} && exec "$0" "$@"'
    apart = ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", bound]
    if subprocess.run([*apart, "/bin/true"], capture_output=True, check=False).returncode != 0:
        say("NOT TRIED: the system’s trust store, for want of a mount namespace")
        return False
    program = run.session / "with-authority"
    program.write_text(f"#!/bin/sh\nexec {shlex.join([*apart, run.arguments.program])} \"$@\"\n")
    program.chmod(0o755)
    run.arguments.program = str(program)
    return True


class Proxy:
    """A process that ends with the flow. As an ordinary user, if root runs this."""

    def __init__(self, session, folder):
        self.folder = folder
        folder.mkdir()
        self.log = folder / "output"
        self.prefix = []
        if os.geteuid() == 0:
            # The session's folder is root's alone.
            session.chmod(0o711)
            os.chown(folder, ORDINARY, ORDINARY)
            self.prefix = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]

    def start(self, command, port):
        """Waits until it listens."""
        environment = os.environ | {"HOME": str(self.folder)}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*self.prefix, *command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, env=environment
            )

        def listens():
            assert self.process.poll() is None, f"{command[0]} ended; it printed:\n{self.log.read_text()}"
            with socket.socket() as client:
                return client.connect_ex(("127.0.0.1", port)) == 0

        accessible.wait_for(listens, f"{command[0]} to listen", patience=60)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Squid(Proxy):
    """One with three doors: an open one, one that asks who comes, and a closed one."""

    def __init__(self, session, folder):
        super().__init__(session, folder)
        self.open, self.asks, self.blocks = free_ports(3)
        hashed = subprocess.run(["openssl", "passwd", "-apr1", "-stdin"], input=PASSWORD, capture_output=True, text=True, check=True).stdout
        (folder / "passwords").write_text(f"{USER}:{hashed}")
        (folder / "hosts").write_text(f"127.0.0.1 {HOST}\n")
        (folder / "squid.conf").write_text(f"""
http_port 127.0.0.1:{self.open}
http_port 127.0.0.1:{self.asks}
http_port 127.0.0.1:{self.blocks}
auth_param basic program {SIGN_IN_HELPER} {folder}/passwords
auth_param basic children 1
acl asks localport {self.asks}
acl blocks localport {self.blocks}
acl known proxy_auth REQUIRED
http_access deny blocks
http_access allow asks known
http_access deny asks
http_access allow all
hosts_file {folder}/hosts
unlinkd_program {SIGN_IN_HELPER.with_name("unlinkd")}
mime_table {SHARED}/mime.conf
icon_directory {SHARED}/icons
error_directory {SHARED}/errors/English
access_log stdio:{folder}/access
cache_log {folder}/cache
pid_filename none
coredump_dir {folder}
cache deny all
pinger_enable off
visible_hostname proxy.example
shutdown_lifetime 0 seconds
""")
        self.start([str(SQUID), "-N", "-f", str(folder / "squid.conf")], self.open)

    def saw(self, port):
        """Its own log: tunnels to the console, and no more; each door was used."""
        # Whether it listens was asked by a connection without a request.
        lines = [line for line in (self.folder / "access").read_text().splitlines() if "error:transaction-end-before-headers" not in line]
        seen = [re.search(r"\s(\w+)/(\d+) \d+ (\S+) (\S+) (\S+) ", line).groups() for line in lines]
        expected = {("200", "-"), ("200", USER), ("407", "-"), ("407", USER), ("403", "-")}
        assert {what[2] for what in seen} == {"CONNECT"}, f"Not tunnels alone: {seen}"
        assert {what[3] for what in seen} == {f"{HOST}:{port}"}, f"Not the console alone: {seen}"
        missing = expected - {(what[1], what[4]) for what in seen}
        assert not missing, f"Not in Squid’s log: {missing}; it has {seen}"
        say("Squid’s own log has tunnels to the console and nothing else")


class Inspector(Proxy):
    """mitmproxy, behind Squid. Its authority is another one than the console's."""

    def __init__(self, session, folder, beyond, console_ca):
        super().__init__(session, folder)
        (self.port,) = free_ports(1)
        shutil.copy(console_ca, folder / "console.pem")
        options = {"confdir": folder, "ssl_verify_upstream_trusted_ca": folder / "console.pem"}
        command = ["mitmdump", "--mode", f"upstream:http://127.0.0.1:{beyond}", "--listen-host", "127.0.0.1", "--listen-port", str(self.port)]
        for name, choice in options.items():
            command += ["--set", f"{name}={choice}"]
        self.start(command, self.port)


def free_ports(count):
    """Ports that nothing listens on, each another one."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
