#!/usr/bin/env python3
"""An application's side of the lease service, written from the protocol alone: nothing of SGate is used here.

It needs Python 3 and the program openssl. Steps: keyset, activate, validate, relaunch, offline relaunch, revoked at the next
launch, deactivate (LEASE-PROTOCOL 9.28). Each step is one command; what the client knows is kept in a JSON file.

    lease_client.py STORE BASE TENANT PRODUCT activate LICENSE_KEY MACHINE
    lease_client.py STORE BASE TENANT PRODUCT launch | deactivate

The last line says the state: licensed, limited, expired, invalid or none. Exit 0 for licensed, 4 for the others.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")
TOLERANCE_SECONDS = 300


def call(method, url, members=None):
    """Status and JSON; status 0 where nobody answers."""
    body = None if members is None else json.dumps(members).encode()
    headers = {} if body is None else {"Content-Type": "application/json", "X-Keylight-Request-Id": os.urandom(4).hex()}
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except OSError:
        return 0, {}


def signed_text(lease):
    """The text that the lease's signature is over, rebuilt from its members."""
    numbers = [str(lease[name]) for name in ("issuedAt", "expiresAt")]
    entitlements = ",".join(sorted(lease["entitlements"]))
    return "|".join(
        ["v3", lease["kid"], lease["licenseKeyHash"], lease["instanceId"], *numbers, lease["status"], entitlements]
    ).encode()


def signature_holds(lease, keys):
    """Whether one of the keys signed it, as openssl sees it."""
    key = keys.get(lease["kid"])
    if key is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        files = {name: os.path.join(folder, name) for name in ("key", "text", "signature")}
        contents = {
            "key": SPKI_ED25519 + base64.b64decode(key, validate=True),
            "text": signed_text(lease),
            "signature": base64.b64decode(lease["signature"], validate=True),
        }
        for name, content in contents.items():
            with open(files[name], "wb") as file:
                file.write(content)
        verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files["key"], "-rawin"]
        verify += ["-in", files["text"], "-sigfile", files["signature"]]
        return subprocess.run(verify, capture_output=True, check=False).returncode == 0


def state_of(store):
    """What the lease at hand says, as the SDKs read it."""
    lease = store.get("lease")
    if not lease:
        return "none"
    if not signature_holds(lease, store["keys"]):
        return "invalid"
    if lease["status"] == "fallback":
        return "limited"
    return "licensed" if lease["status"] == "active" and time.time() <= lease["expiresAt"] + TOLERANCE_SECONDS else "expired"


def fetch_keys(store, base, tenant):
    status, keyset = call("GET", f"{base}/{tenant}/.well-known/keylight-keys")
    if status == 200:
        assert keyset["primary_kid"] in [key["kid"] for key in keyset["keys"]]
        store["keys"] = {key["kid"]: key["public_key"] for key in keyset["keys"]}
    return status


def take(store, lease):
    """Keeps a lease only if it is signed by a known key."""
    assert len(lease["signature"]) == 88 and isinstance(lease["expiresAt"], int)
    if signature_holds(lease, store["keys"]):
        store["lease"] = lease
    else:
        print("the lease's signature does not hold")


def activate(store, base, tenant, product, license_key, machine):
    print("keyset", fetch_keys(store, base, tenant))
    prefix = f"keylight-keyless-machine-v1|{tenant}|{product}|{machine}"
    store["machine_hash"] = hashlib.sha256(prefix.encode()).hexdigest()
    store["license_key"] = license_key
    status, answer = call(
        "POST",
        f"{base}/{tenant}/{product}/activate",
        {
            "license_key": license_key,
            "instance_name": "linux-x64",
            "machine_hash": store["machine_hash"],
            "sdk_version": "0.0.1",
            "platform": "linux",
            "a_new_member": {"of": ["any", "type"]},
        },
    )
    print("activate", status, answer.get("error", ""))
    if status == 200 and answer["activated"]:
        store["instance_id"] = answer["instance_id"]
        take(store, answer["lease"])


def launch(store, base, tenant, product):
    print("keyset", fetch_keys(store, base, tenant))
    members = {name: store[name] for name in ("license_key", "instance_id", "machine_hash") if name in store}
    status, answer = call("POST", f"{base}/{tenant}/{product}/validate", members)
    print("validate", status, answer.get("error", ""))
    if status in (200, 422):
        store["lease"] = None
        if answer.get("lease"):
            take(store, answer["lease"])


def deactivate(store, base, tenant, product):
    members = {name: store[name] for name in ("license_key", "instance_id")}
    status, answer = call("POST", f"{base}/{tenant}/{product}/deactivate", members)
    print("deactivate", status, answer.get("error", ""))
    if status == 200:
        store["lease"] = None


def main():
    path, base, tenant, product, step, *more = sys.argv[1:]
    store = {"keys": {}}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            store = json.load(file)
    {"activate": activate, "launch": launch, "deactivate": deactivate}[step](store, base, tenant, product, *more)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(store, file)
    state = state_of(store)
    print(state)
    return 0 if state == "licensed" else 4


if __name__ == "__main__":
    sys.exit(main())
