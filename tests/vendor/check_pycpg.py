"""Checks a console, and a token for it, with the vendor's own Python client, unchanged.

Usage: check_pycpg.py CONSOLE, with what to check in the environment, so that it shows in no list of processes:

TOKENDESK_CLIENT_ID, TOKENDESK_SECRET   an API client that the console accepts (both or neither)
TOKENDESK_OLD_CLIENT_ID, TOKENDESK_OLD_SECRET   one whose secret was reset (both or neither)
TOKENDESK_USERNAME, TOKENDESK_PASSWORD   a user who signs in with a password alone (both or neither)
TOKENDESK_TWO_FACTOR_USERNAME, TOKENDESK_TWO_FACTOR_PASSWORD   one of the sandbox who needs a code too
TOKENDESK_UTF_8_USERNAME, TOKENDESK_UTF_8_PASSWORD   another, with letters in the password that Latin-1 lacks
TOKENDESK_SSO_USERNAME, TOKENDESK_SSO_PASSWORD   one who signs in elsewhere
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
from pycpg.exceptions import PycpgError, PycpgUnauthorizedError

from proof import demand, fresh_code, pair, proved, run, Unproved, wrong_code

# The vendor's example; small enough that the sandbox's users take two pages.
PAGE_SIZE = 100


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
    user = pair("TOKENDESK_USERNAME", "TOKENDESK_PASSWORD")
    if user:
        check_user(console, *user)
    two_factor = pair("TOKENDESK_TWO_FACTOR_USERNAME", "TOKENDESK_TWO_FACTOR_PASSWORD")
    if two_factor:
        check_two_factor_user(console, *two_factor)
    utf_8 = pair("TOKENDESK_UTF_8_USERNAME", "TOKENDESK_UTF_8_PASSWORD")
    if utf_8:
        check_utf_8(console, *utf_8)
    sso = pair("TOKENDESK_SSO_USERNAME", "TOKENDESK_SSO_PASSWORD")
    if sso:
        check_single_sign_on(console, *sso)
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


def check_user(console, username, password):
    """A person signs in with a password alone and reads; another password is refused."""
    sdk = pycpg.sdk.from_local_account(console, username, password)
    check_reads(sdk, username)
    proved("from_local_account: a user signed in without a code, and read users and devices")
    demand_refused(console, username, password + "x")
    proved("from_local_account: another password is refused (PycpgUnauthorizedError)")


def check_two_factor_user(console, username, password):
    """A person signs in with a password and a code; neither without the other is enough."""
    demand_refused(console, username, password)
    code = fresh_code(console, username)
    demand_refused(console, username, password, wrong_code(code))
    proved("from_local_account: a two-factor user without a code, or with a wrong one, is refused")
    sdk = pycpg.sdk.from_local_account(console, username, password, totp=code)
    check_reads(sdk, username)
    proved("from_local_account: a two-factor user signed in with a code, and read users and devices")
    demand_refused(console, username, password, code)
    proved("from_local_account: the same code once more is refused")


def check_utf_8(console, username, password):
    """Given bytes, the client sends them as they are. Given text, it would send Latin-1, which has no such letters."""
    code = fresh_code(console, username)
    sdk = pycpg.sdk.SDKClient.from_local_account(
        console, username.encode(), password.encode(), totp=code
    )
    check_reads(sdk, username)
    proved("from_local_account: a password in UTF-8, with a colon in it, was read as such")


def check_single_sign_on(console, username, password):
    """The client asks the console what kind of account it is, and says so."""
    try:
        pycpg.sdk.from_local_account(console, username, password)
    except PycpgError as error:
        demand("SSO users are not supported" in str(error), "single sign-on was not named as the reason")
        proved("from_local_account: a single sign-on user is told from a wrong password")
        return
    raise Unproved("a single sign-on user was let in with a password")


def check_reads(sdk, username):
    """Who signed in is who was meant, and may read."""
    demand(sdk.users.get_current()["username"] == username, "User/my named another user")
    demand(all_users(sdk)[0], "no users were listed")
    devices = [device for page in sdk.devices.get_all(page_size=PAGE_SIZE) for device in page["computers"]]
    demand(len(devices) > PAGE_SIZE, "not all devices were listed")


def demand_refused(console, username, password, code=None):
    try:
        pycpg.sdk.from_local_account(console, username, password, totp=code)
    except PycpgUnauthorizedError:
        return
    raise Unproved("a user was let in without the right password and code")


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


if __name__ == "__main__":
    run(main)
