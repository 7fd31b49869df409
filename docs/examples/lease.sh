# shellcheck shell=sh disable=SC2154
# What start.sh and stop.sh share: how to ask the lease service, and how to believe its answer. Sourced, not run. The caller
# sets url, dir, product and key. A lease is kept as the answer that brought it; nothing in it is believed before its
# signature holds under a key of the keyset that was pinned or first seen.

say() {
    printf 'license: %s\n' "$*" >&2
}

now() {
    printf '%s\n' "${SGATE_NOW:-$(date +%s)}"
}

# member NAME TEXT: the string or number of that name in flat JSON, empty if there is none
member() {
    printf '%s' "$2" | tr -d '\n' |
        sed -n -e 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' \
            -e 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*\([0-9][0-9]*\).*/\1/p'
}

# ask ACTION BODY: sets status and answer; status 000 where nobody answered
ask() {
    answer=$(printf '%s' "$2" | curl -sS --max-time 10 -w '\n%{http_code}' -H 'Content-Type: application/json' \
        ${SGATE_SDK_KEY:+-H "X-Keylight-SDK-Key: $SGATE_SDK_KEY"} \
        --data-binary @- "$url/$product/$1" 2>/dev/null)
    status=$(printf '%s\n' "$answer" | tail -n 1)
    answer=$(printf '%s\n' "$answer" | sed '$d')
    status=${status:-000}
}

# One look whether the appliance is there. The first keyset seen is kept, like a host key.
reachable() {
    curl -sSf --max-time 3 -o "$dir/keys.new" "$url/.well-known/keylight-keys" 2>/dev/null || return 1
    if [ -f "$dir/keys" ]; then
        rm -f "$dir/keys.new"
    else
        mv "$dir/keys.new" "$dir/keys"
    fi
}

machine_hash() {
    id=${SGATE_MACHINE_ID:-$(tr -d '[:space:]' </etc/machine-id)}
    printf 'keylight-keyless-machine-v1|%s|%s|%s' "${url##*/}" "$product" "$id" |
        openssl dgst -sha256 -r | cut -d' ' -f1
}

# A seat and a lease, or 1 and why.
activate() {
    ask activate "{\"license_key\":\"$key\",\"instance_name\":\"$(uname -n)\",\"machine_hash\":\"$(machine_hash)\"}"
    if [ "$status" = 200 ]; then
        keep
        return
    fi
    why=$(member error "$answer")
    why="${why:-no answer} ($status)"
    return 1
}

# Keeps an answer if its lease holds: whole or not at all.
keep() {
    printf '%s\n' "$answer" >"$dir/lease.new"
    why=$(lease_holds "$dir/lease.new") || return 1
    mv "$dir/lease.new" "$dir/lease"
    rm -f "$dir/lease.given-back"
}

# The seat is free for others from now on. The lease stays to be looked at, and lets nothing run any more.
put_aside() {
    mv "$dir/lease" "$dir/lease.given-back"
}

# A fresh lease, silently. Only 422 means that this seat is gone; then another is asked for.
renew() {
    if [ -f "$dir/lease" ]; then
        instance=$(member instanceId "$(cat "$dir/lease")")
        ask validate "{\"license_key\":\"$key\",\"instance_id\":\"$instance\",\"machine_hash\":\"$(machine_hash)\"}"
    else
        reachable || return 0
        status=422
    fi
    case $status in
    200) keep || : ;;
    422) activate || case $why in *'(4'??')') rm -f "$dir/lease" ;; esac ;;
    esac
}

# lease_holds FILE: 0 and until when, or 1 and why not
lease_holds() {
    lease=$(tr -d '\n' <"$1" | sed -n 's/.*"lease"[[:space:]]*:[[:space:]]*{\([^}]*\)}.*/\1/p')
    kid=$(member kid "$lease")
    raw=$(tr -d '\n' <"${SGATE_KEYS:-$dir/keys}" 2>/dev/null | tr '}' '\n' | grep -F "\"$kid\"" | grep -F '"public_key"' |
        sed -n 's/.*"public_key"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p')
    if [ -z "$lease" ] || [ -z "$raw" ]; then
        echo 'it is no lease of a key that is known here'
        return 1
    fi
    issued=$(member issuedAt "$lease")
    expires=$(member expiresAt "$lease")
    state=$(member status "$lease")
    entitlements=$(printf '%s' "$lease" | sed -n 's/.*"entitlements"[[:space:]]*:[[:space:]]*\[\([^]]*\)\].*/\1/p' |
        tr -d '" ' | tr ',' '\n' | LC_ALL=C sort | paste -sd, -)
    if ! signature_holds "v3|$kid|$(member licenseKeyHash "$lease")|$(member instanceId "$lease")|$issued|$expires|$state|$entitlements"; then
        echo 'its signature does not hold (tampered)'
        return 1
    fi
    if [ "$state" != active ]; then
        echo "its state is $state"
        return 1
    fi
    left=$((expires + 300 - $(now)))
    if [ "$left" -lt 0 ]; then
        echo 'it has run out: a connection to the appliance is needed'
        return 1
    fi
    echo "for $((left / 3600)) hours without contact"
}

# signature_holds TEXT: of lease, under raw; a raw Ed25519 key gets the twelve bytes before it that openssl wants
signature_holds() {
    proof=$(mktemp -d) || return 1
    {
        printf '\060\052\060\005\006\003\053\145\160\003\041\000'
        printf '%s' "$raw" | openssl base64 -d -A
    } >"$proof/key"
    printf '%s' "$(member signature "$lease")" | openssl base64 -d -A >"$proof/signature"
    printf '%s' "$1" >"$proof/text"
    openssl pkeyutl -verify -pubin -inkey "$proof/key" -keyform DER -rawin \
        -in "$proof/text" -sigfile "$proof/signature" >/dev/null 2>&1
    held=$?
    rm -rf "$proof"
    return "$held"
}

# began PID: when a running process began, in ticks since the boot; empty once it has ended. exec does not change it, and a
# number that is used again has another.
began() {
    sed -n 's/^.*) \([^XZ] .*\)$/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

# Ends the renewing that start.sh began here; a pid that belongs to something else is left alone.
stop_renewing() {
    if [ -f "$dir/renew.pid" ]; then
        pid=$(cat "$dir/renew.pid")
        if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q 'start\.sh'; then
            kill "$pid" 2>/dev/null || :
        fi
        rm -f "$dir/renew.pid"
    fi
}
