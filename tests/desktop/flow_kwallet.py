"""KWallet as the keyring: its wallet is closed, so it asks for its password; after that the profile in it works.

About one session in 100 shares no key with kwalletd5 5.103: what fails once is tried again, as a person would.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

import accessible
import keyring
import programs
import screen
from story import Skipped, say, tell

LIMIT_SECS = 120
KEYRING = "none"
PROFILE = "Production EU"
PASSWORD = "pretend-wallet-password"
# As KWallet makes a key of a password.
SALT = bytes(range(1, 57))
KEY = hashlib.pbkdf2_hmac("sha512", PASSWORD.encode(), SALT, 50_000, 56)
SETTINGS = """[Wallet]
Enabled=true
First Use=false
Use One Wallet=true
Default Wallet=kdewallet
Close When Idle=false
"""
OPEN = ["dbus-send", "--print-reply", "--dest=org.kde.kwalletd5", "/modules/kwalletd5", "org.kde.KWallet.pamOpen", "string:kdewallet",
        f"array:byte:{','.join(map(str, KEY))}", "int32:0"]  # fmt: skip
PING = ["dbus-send", "--print-reply", "--dest=org.freedesktop.secrets", "/", "org.freedesktop.DBus.Peer.Ping"]
COLLECTION = ["dbus-send", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
              "org.freedesktop.Secret.Service.ReadAlias", "string:default"]  # fmt: skip


def main(run):
    if not shutil.which("kwalletd5"):
        raise Skipped("not installed: kwalletd5")
    (Path.home() / ".config").mkdir(exist_ok=True)
    (Path.home() / ".config/kwalletrc").write_text(SETTINGS)
    wallet = Path.home() / ".local/share/kwalletd/kdewallet.kwl"
    wallet.parent.mkdir(parents=True)
    wallet.with_suffix(".salt").write_bytes(SALT)
    console = run.console()
    with KWallet() as first:
        first.open()
        accessible.wait_for(wallet.exists, "a wallet")
    # It offers the wallets that were there when it started.
    with KWallet() as second:
        second.open()
        empty = wallet.stat().st_size
        accessible.wait_for(second.offers_its_wallet, "the wallet on the bus")
        accessible.wait_for(lambda: is_put(console), "the profile in the wallet")
        # It writes seconds later.
        accessible.wait_for(lambda: wallet.stat().st_size > empty, "the profile on the disk")
    with KWallet():
        window = run.window()
        window.sees(keyring.MAYBE_ASKING)
        run.picture("asks")
        answer(window)
        tries(window, lambda: accessible.shown(window.app, PROFILE), "the profile")
        window.press("Get token and copy header")
        tries(window, lambda: programs.HEADER.fullmatch(programs.clipboard()), "a header on the clipboard")
        console.proves(programs.clipboard())
        run.picture("opened")
        window.press("Clear now")
        window.sees("Clipboard cleared.")
        window.close_though_asked()
    say("A closed wallet asked for its password; the profile in it works")
    run.leaves_no({"the secret": console.secret})


def is_put(console):
    """Stores the profile; False if the session with KWallet was a bad one."""
    try:
        return keyring.put(PROFILE, console.address, console.client_id, console.secret)
    except subprocess.CalledProcessError:
        return False


def tries(window, is_there, what):
    """Waits for this; clicks *Try again* where the window offers it."""

    def look():
        if not is_there() and accessible.shown(window.app, "Try again"):
            window.press("Try again", patience=1)
        return is_there()

    accessible.wait_for(look, what, app=window.app)


def answer(window):
    """Types the password into KWallet's question, once it is there."""

    def is_asking():
        search = ["xdotool", "search", "--onlyvisible", "--class", "kwalletd5"]
        return subprocess.run(search, capture_output=True, check=False).returncode == 0

    accessible.wait_for(is_asking, "KWallet's question", app=window.app)

    def answered():
        # The question takes the keys a moment after it is there.
        if is_asking():
            screen.keys("ctrl+a")
            screen.type_text(PASSWORD)
            screen.keys("Return")
        return not is_asking()

    accessible.wait_for(answered, "the answer to be heard", app=window.app)


class KWallet:
    """Ends when left, as by a kill."""

    def __enter__(self):
        nowhere = subprocess.DEVNULL
        self.process = subprocess.Popen(["kwalletd5"], stdin=nowhere, stdout=nowhere, stderr=nowhere)
        accessible.wait_for(lambda: self.answers(PING), "KWallet on the bus")
        return self

    def open(self):
        """As the login does it, without a question."""
        accessible.wait_for(lambda: self.answers(OPEN), "KWallet to open its wallet")

    def offers_its_wallet(self):
        return "/secrets/collection/" in self.answers(COLLECTION)

    def answers(self, call):
        """What a call prints; nothing if it fails."""
        called = subprocess.run(call, capture_output=True, text=True, timeout=20, check=False)
        return called.stdout if called.returncode == 0 else ""

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
