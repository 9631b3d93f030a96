"""Many profiles in the session's private keyring, put there from outside: for pictures and measurements."""

import json
import subprocess
import uuid

CONSOLES = ["https://console.us1.crashplan.com", "https://console.us2.crashplan.com", "https://console.eu5.cpg.crashplan.com"]
NAMES = [
    "Acme Logistics GmbH & Co. KG",
    "Bright Dental",
    "Côte d’Azur Immobilier et Gestion de Patrimoine Internationale",
    "Delta Schools",
    "Everest Foods",
    "Fjord Shipping AS",
    "東京バックアップ株式会社 本社システム部",
    "שלום גיבוי",
    "Northwind 🌬️ Traders",
    "Contoso production",
]
TAGS = ["red", "green", None, "blue", None, "amber", "violet", None, "grey", None]


def records(count):
    """``count`` profiles of every look: long names, other scripts, tags, pins, user accounts."""
    for number in range(count):
        name = NAMES[number % len(NAMES)]
        if number >= len(NAMES):
            name = f"{name[:58]} {number}"
        if number % 5 == 3:
            account, secret = {"kind": "user", "username": f"dana{number}@example.com"}, None
        else:
            account, secret = {"kind": "api_client", "client_id": f"key-{number:03}xyzAbCdEf"}, "a-secret-of-no-console"
        record = {
            "v": 1,
            "id": str(uuid.uuid4()),
            "rev": 1,
            "name": name,
            "console": CONSOLES[number % len(CONSOLES)],
            "account": account,
            "secret": secret,
            "saved_at": "2026-11-12T10:00:00Z",
        }
        if TAGS[number % len(TAGS)]:
            record["tag"] = TAGS[number % len(TAGS)]
        if count > 3 and number in (5, 9):
            record["pinned"] = True
        yield record


def fill_keyring(count):
    """Stores that many profiles, as the window itself would; their names, in the order of :func:`records`."""
    names = []
    for record in records(count):
        store = ["secret-tool", "store", f"--label=Tokendesk: {record['name']}"]
        attributes = ["service", "tokendesk", "username", record["id"]]
        subprocess.run([*store, *attributes], input=json.dumps(record), text=True, check=True, timeout=20)
        names.append(record["name"])
    return names
