#!/bin/sh
# Starts an application that needs a license of an SGate appliance:
#
#   SGATE_PRODUCT=lantern SGATE_LICENSE_KEY=LANT-... start.sh PROGRAM [ARGUMENT...]
#
# First what is cached here, then the appliance; while the application runs, its license is renewed every five minutes.
# That ends with the application. stop.sh ends it at once and gives the seat back; without stop.sh the seat stays this device's,
# and the lease counts until it has run out. One application for each SGATE_DIR. Needs a POSIX shell, curl and openssl 3; for a license cache also sgate.
#
#   SGATE_URL        the lease service with its tenant   (http://127.0.0.1:7420/site)
#   SGATE_DIR        what is kept here                   (.sgate)
#   SGATE_CACHE      a .license-cache, asked about first (license-cache in SGATE_DIR)
#   SGATE_TRUST      the vendor's trust document for it  (/etc/sgate/trust.sgtrust)
#   SGATE_KEYS       the keyset of the lease service, if it is pinned; else the first one seen is kept in SGATE_DIR
#   SGATE_SDK_KEY    where the lease service asks for one
#   SGATE_SUPPORT    whom to write to when nothing helps (support@example.com)
#   SGATE_RENEW_SECONDS, SGATE_MACHINE_ID, SGATE_NOW (epoch seconds): for tests and containers
#
# Exit status: that of the program, or 1 not licensed, 2 called wrongly.
set -u

url=${SGATE_URL:-http://127.0.0.1:7420/site}
url=${url%/}
dir=${SGATE_DIR:-.sgate}
cache=${SGATE_CACHE:-$dir/license-cache}
support=${SGATE_SUPPORT:-support@example.com}
product=${SGATE_PRODUCT:-}
key=${SGATE_LICENSE_KEY:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# shellcheck source=docs/examples/lease.sh
. "$here/lease.sh"

usage() {
    say "$1"
    say 'usage: SGATE_PRODUCT=... SGATE_LICENSE_KEY=... start.sh PROGRAM [ARGUMENT...]'
    exit 2
}

# 0 if what lies here lets the application run; says why where it does not.
cached() {
    if [ -f "$cache" ]; then
        if answer=$(sgate check --cache "$cache" --trust "${SGATE_TRUST:-/etc/sgate/trust.sgtrust}" \
            --at "$(date -u -d "@$(now)" +%Y-%m-%dT%H:%M:%SZ)" 2>/dev/null); then
            say "licensed by the license cache: $(printf '%s\n' "$answer" | head -n 1)"
            return 0
        fi
        say "the license cache does not hold: $(printf '%s\n' "$answer" | head -n 1)"
    fi
    if [ -f "$dir/lease" ]; then
        if why=$(lease_holds "$dir/lease"); then
            say "licensed by the lease that was cached, $why"
            return 0
        fi
        say "the cached lease does not hold: $why"
    elif [ -f "$dir/lease.given-back" ]; then
        say 'the seat of the last lease was given back, so that lease counts no longer'
    fi
    return 1
}

unreachable() {
    say "the appliance at $url does not answer, and nothing cached here lets the application run."
    say 'Why this can be:'
    say '  - this device has no connection to the appliance, or the appliance is switched off;'
    say '  - what was cached has run out, is damaged, was given back by stop.sh, or was never there.'
    say 'What helps:'
    say '  - connect this device to the network of the appliance and start again;'
    say '  - check the address in SGATE_URL and the license key in SGATE_LICENSE_KEY;'
    say "  - write to $support."
    exit 1
}

refused() {
    say "the appliance gives no license: $1"
    say 'What to do:'
    say '  1. Ask site IT for the license of this product: sgate status on the appliance lists what it holds.'
    say '  2. Let them release a seat, or bring a new license on a stick.'
    say '  3. Copy the license key from there, without the product name.'
    say '  4. Put it into SGATE_LICENSE_KEY and start again.'
    say "If that does not help: $support"
    exit 1
}

# Until the program has ended, which is this very process from the exec on.
renew_while_it_runs() {
    while sleep "${SGATE_RENEW_SECONDS:-300}" && kill -0 "$$" 2>/dev/null && [ "$(began "$$")" = "$program" ]; do
        renew
    done
}

start_renewing() {
    stop_renewing
    program=$(began "$$")
    # the application's output must not be held open by the renewing
    renew_while_it_runs </dev/null >/dev/null 2>&1 &
    printf '%s\n' "$!" >"$dir/renew.pid"
}

[ "$#" -gt 0 ] || usage 'which program?'
case $product in '' | *[!a-z0-9_-]*) usage 'SGATE_PRODUCT is the name of a product: a-z, 0-9, _ and -' ;; esac
case $key in '' | *[!A-Za-z0-9-]*) usage 'SGATE_LICENSE_KEY is the license key: letters, digits and hyphens' ;; esac
(umask 077 && mkdir -p "$dir") || exit 1

if ! cached; then
    say 'asking the appliance'
    reachable || unreachable
    activate || refused "$why"
    say "licensed by the appliance, $(lease_holds "$dir/lease")"
fi
start_renewing
exec "$@"
