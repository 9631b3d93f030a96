"""Looks for a secret in every file below a folder, in each form in which a program may have let it slip."""

import base64
import json
from pathlib import Path
from urllib.parse import quote


def traces(folder, secrets):
    """The files below ``folder`` that hold one of ``secrets`` (a name for each), as lines that name no secret."""
    needles = {name: forms(secret) for name, secret in secrets.items()}
    found = []
    for path in sorted(Path(folder).rglob("*")):
        # Sockets and pipes hold nothing, and reading them would wait for ever.
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        for name, its_forms in needles.items():
            found += [f"{path}: {name}, {form}" for form, needle in its_forms.items() if needle in content]
    return found


def forms(secret):
    """The bytes to look for, by the name of the form."""
    plain = secret.encode()
    looked_for = {
        "as it is": plain,
        "in UTF-16": secret.encode("utf-16-le"),
        "in hexadecimal": plain.hex().encode(),
        "for an address": quote(secret, safe="").encode(),
        "in JSON": json.dumps(secret)[1:-1].encode(),
        "in bytes as Rust prints them": ", ".join(map(str, plain)).encode(),
    }
    # Base64 looks different at each of three places in a text; cut off what its neighbours decide.
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain)
        looked_for[f"in Base64, {shift} after"] = encoded[(0, 2, 3)[shift] : -4]
    return looked_for


def assert_search_works(folder):
    """Plants a secret in each form and fails unless it is found: a search that finds nothing must have looked."""
    secret = "planted-to-be-found/+0123456789"
    planted = Path(folder) / "planted"
    try:
        for form, needle in forms(secret).items():
            planted.write_bytes(b"before " + needle + b" after")
            hits = traces(folder, {"it": secret})
            assert any(form in hit for hit in hits), f"The search does not find a secret {form}"
        planted.write_bytes(b"Basic " + base64.b64encode(b"key-42:" + secret.encode()))
        assert traces(folder, {"it": secret}), "The search does not find a secret in a Basic header"
    finally:
        planted.unlink(missing_ok=True)
