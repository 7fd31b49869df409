#!/bin/sh
# Ends what start.sh began, when the application is over: no renewing any more, and the seat is given back if the appliance
# can be reached. A license cache stays as it is. So does the lease where its seat could not be given back: the seat is still
# this device's. A lease whose seat was given back is kept as lease.given-back and lets nothing run any more, for the seat may be
# somebody else's by then. Takes the same settings as start.sh. Exit status: always 0.
set -u

url=${SGATE_URL:-http://127.0.0.1:7420/site}
url=${url%/}
dir=${SGATE_DIR:-.sgate}
product=${SGATE_PRODUCT:-}
key=${SGATE_LICENSE_KEY:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# shellcheck source=docs/examples/lease.sh
. "$here/lease.sh"

stop_renewing
if [ -f "$dir/lease" ]; then
    instance=$(member instanceId "$(cat "$dir/lease")")
    ask deactivate "{\"license_key\":\"$key\",\"instance_id\":\"$instance\",\"machine_hash\":\"$(machine_hash)\"}"
    case $status in
    200)
        put_aside
        say 'the seat was given back'
        ;;
    *) say 'the seat could not be given back now; it frees itself when its lease has run out' ;;
    esac
fi
exit 0
