"""Checks a console, and a token for it, with the vendor's own Python client, unchanged.

Usage: check_pycpg.py CONSOLE, with what to check in the environment, so that it shows in no list of processes:

TOKENDESK_CLIENT_ID, TOKENDESK_SECRET   an API client that the console accepts (both or neither)
TOKENDESK_OLD_CLIENT_ID, TOKENDESK_OLD_SECRET   one whose secret was reset (both or neither)
TOKENDESK_TOKEN   a token from elsewhere; without it, one is fetched by plain HTTP

Prints what was proved, and never a secret or a token. Exits with 1 if something was not.
"""

import base64
import json
import os
import sys
import urllib.request
from importlib.metadata import version

import pycpg.sdk
from pycpg.exceptions import PycpgUnauthorizedError

# The vendor's example; small enough that the sandbox's users take two pages.
PAGE_SIZE = 100


class Unproved(Exception):
    """Something is not as it was to be; says what."""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    console = sys.argv[1]
    client = pair("TOKENDESK_CLIENT_ID", "TOKENDESK_SECRET")
    old_client = pair("TOKENDESK_OLD_CLIENT_ID", "TOKENDESK_OLD_SECRET")
    token = os.environ.get("TOKENDESK_TOKEN")
    if not client and not token:
        sys.exit("Neither an API client nor a token was given: there is nothing to check.")

    proved(f"pycpg {version('pycpg')} against {console}")
    if client:
        check_api_client(console, *client)
    if old_client:
        check_refusal(console, *old_client)
    if not token:
        token = token_by_plain_http(console, *client)
    check_token(console, token)
    check_altered_token(console, token)


def check_api_client(console, client_id, secret):
    """The client signs in by itself and reads."""
    sdk = pycpg.sdk.from_api_client(console, client_id, secret)
    tenant = sdk.usercontext.get_current_tenant_id()
    demand(tenant, "customer/my named no tenant")
    users, pages = all_users(sdk)
    active, _ = all_users(sdk, active=True)
    demand(0 < len(active) < len(users), "the filter for active users changed nothing")
    demand(all(user["active"] for user in active), "a deactivated user was listed as active")
    proved(f"from_api_client: signed in; {len(users)} users on {pages} pages, {len(active)} of them active")

    one = users[0]["username"]
    found = sdk.users.get_by_username(one)["users"]
    demand([user["username"] for user in found] == [one], "a user was not found by name")


def check_refusal(console, client_id, secret):
    """A secret that was reset is the client's own kind of error."""
    try:
        pycpg.sdk.from_api_client(console, client_id, secret)
    except PycpgUnauthorizedError:
        proved("from_api_client: a secret that was reset is refused (PycpgUnauthorizedError)")
        return
    raise Unproved("a secret that was reset was accepted")


def check_token(console, token):
    """A token from elsewhere works, without the client ever signing in."""
    sdk = pycpg.sdk.from_jwt_provider(console, lambda: token)  # asks customer/my
    users, pages = all_users(sdk)
    demand(users, "no users were listed")
    proved(f"from_jwt_provider: the token was accepted by customer/my; {len(users)} users on {pages} pages")


def check_altered_token(console, token):
    """Proves that the token was what opened the door."""
    at = len(token) - 10
    altered = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    try:
        pycpg.sdk.from_jwt_provider(console, lambda: altered)
    except PycpgUnauthorizedError:
        proved("from_jwt_provider: the same token with one character changed is refused")
        return
    raise Unproved("a token with one character changed was accepted")


def all_users(sdk, **filters):
    """All users, and on how many pages they came."""
    users, pages, total = [], 0, None
    for page in sdk.users.get_all(page_size=PAGE_SIZE, **filters):
        pages += 1
        users.extend(page["users"])
        total = page["totalCount"]
    demand(len(users) == total, f"{len(users)} users were listed of {total}")
    return users, pages


def token_by_plain_http(console, client_id, secret):
    """The request that Tokendesk sends, by nothing but the standard library."""
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    request = urllib.request.Request(
        f"{console}/api/v3/oauth/token?grant_type=client_credentials",
        method="POST",
        data=b"",
        headers={
            "Authorization": f"Basic {basic}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        grant = json.load(reply)
    demand(grant.get("token_type") == "bearer", "the token is not a bearer token")
    demand(isinstance(grant.get("expires_in"), int), "the reply does not say how long the token lives")
    demand(grant.get("access_token", "").count(".") == 2, "the token is not in three parts")
    proved(f"plain HTTP: a bearer token that lives {grant['expires_in']} seconds")
    return grant["access_token"]


def pair(login, secret):
    """Two variables that only make sense together."""
    values = os.environ.get(login), os.environ.get(secret)
    if all(values):
        return values
    if any(values):
        sys.exit(f"{login} and {secret} are given together or not at all.")
    return None


def demand(fact, otherwise):
    if not fact:
        raise Unproved(otherwise)


def proved(what):
    print(f"  {what}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Unproved as error:
        sys.exit(f"Not proved: {error}.")
    except Exception as error:
        # By its kind alone: the text or the frames of another library's error could carry a credential.
        sys.exit(f"Not proved: {type(error).__module__}.{type(error).__name__} was raised.")
