#!/usr/bin/env bash
# Writes journal-x.txt: what `journalctl -x` says of five refusals. A real journald, a real daemon and real files, in a mount namespace of
# its own; needs root. SGATE is the command, ./sgate of the checkout if it is not set.
#
#   docs/manual/journal-x.sh > docs/manual/journal-x.txt
set -eu

if [ "${1:-}" != inside ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    unshare --mount --pid --fork --mount-proc "$0" inside "$work" "${SGATE:-$PWD/sgate}" "$PWD"
    exit
fi
work=$2
checkout=$4
sgate() { "$SGATE" "$@"; }
SGATE=$3

# the system's journal and its catalog, seen in here alone
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/lib/systemd/catalog
mkdir -p /run/systemd/journal /run/log/journal "$work/catalog" "$work/media" "$work/new"
cp "$checkout"/systemd/sgate*.catalog "$work/catalog"
mount --bind "$work/catalog" /usr/lib/systemd/catalog
journalctl --update-catalog
/lib/systemd/systemd-journald 2>"$work/journald.log" &
journald=$!
until [ -S /run/systemd/journal/stdout ]; do sleep 0.1; done

# a vendor, a stranger, and what they sign
cd "$work"
for key in root license update stranger; do
    sgate keygen --role "${key/stranger/license}" --id "$key" --out .
done >/dev/null
sgate trust init --root root.pub --license license.pub --update update.pub --sign root.pem --out v.sgtrust >/dev/null
chmod 0644 v.sgtrust
license() { # KEY FILE
    sgate export license --key "$1.pem" --ledger "desk-$1.db" --customer 'Example Ltd' --product lantern --pool 5 \
        --out "$2" >/dev/null
}
update() { # VERSION SCRIPT
    printf '#!/bin/sh\n%s\n' "$2" >lantern
    sgate export update --key update.pem --app lantern --product lantern --app-version "$1" --platform any \
        --out "lantern-$1.sgupd" >/dev/null
}
license license good.sglic
license stranger stranger.sglic
update 2.0.0 'while :; do sleep 1; done'
update 1.0.0 'while :; do sleep 1; done'
update 2.1.0 'exit 1'
cp good.sglic changed.sglic
printf 'A' | dd of=changed.sglic bs=1 seek=200 conv=notrunc status=none
head -c -5 lantern-2.1.0.sgupd >cut.sgupd

printf 'media = %s\nstate = %s\ntrust = %s\nallow-folders = true\nlease.listen =\n' \
    "$work/media" "$work/state" "$work/v.sgtrust" >sgate.properties
# the service manager would set the variable
# shellcheck disable=SC2016
systemd-cat -t sgate sh -c 'JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec "$@"' sh \
    "$SGATE" run --config "$work/sgate.properties" &
daemon=$!
logged() { # TEXT COUNT
    until [ "$(journalctl --sync 2>/dev/null; journalctl -q -o cat SYSLOG_IDENTIFIER=sgate | grep -c -e "$1")" -ge "$2" ]; do
        sleep 0.2
    done
}
logged ready 1
visit=0
for file in good.sglic changed.sglic stranger.sglic cut.sgupd lantern-2.0.0.sgupd lantern-1.0.0.sgupd lantern-2.1.0.sgupd; do
    visit=$((visit + 1))
    mkdir "new/stick"
    cp "$file" new/stick
    mv new/stick "media/stick-$visit"
    logged 'safe to unplug\|stick not touched' "$visit"
done
kill "$daemon"
wait "$daemon" || true
journalctl --sync

printf '%s\n\n' '$ journalctl -u sgate -x SGATE_CODE=bad-signature SGATE_CODE=unknown-key SGATE_CODE=truncated ...'
LC_ALL=C.UTF-8 journalctl -q -x --no-pager --no-hostname SGATE_CODE=bad-signature SGATE_CODE=unknown-key SGATE_CODE=truncated \
    SGATE_CODE=downgrade SGATE_CODE=health-check-failed
kill "$journald"
