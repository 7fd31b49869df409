# Each function breaks a box in one way, from outside, as bad luck or a person would. DoctorIT runs them one at a time and puts the
# box back behind each. The line above a function says what `sgate doctor` must find besides the fault of the function's name (with _
# for -); `up` means that the appliance runs meanwhile; `at +20d` asks as if it were 20 days later.
#
# put_back() is run behind each.
#
# STATE, TRUST, CONFIG, MEDIA, ROOT (stands for / of an installed box), BASE (a folder of the test), PORT, PID (of the appliance) and
# SGATE (the program with its settings) are set.
# shellcheck shell=bash disable=SC2154

# settings
#:
settings_wrong() { echo 'lease.lisen = 127.0.0.1:1' >>"$CONFIG"; }
#:
settings_open() { chmod o+w "$CONFIG"; }
#:
folders_allowed() { echo 'allow-folders = true' >>"$CONFIG"; }
#:
routes_damaged() {
    cp -r routes "$BASE/routes"
    rm "$BASE"/routes/*install*.camel.xml
    sed -i "s|^routes = .*|routes = $BASE/routes|" "$CONFIG"
}

# clock
#: license-unusable trust-expiring
clock_behind() { sed -i 's/20[0-9][0-9]-/2099-/g' "$STATE/mark"; }
#: clock-behind license-unusable at 2021-01-01T00:00:00Z
clock_before_build() { :; }
#: license-unusable trust-expiring at +900d
clock_ahead() { :; }
#:
mark_damaged() { echo 'half past nine' >"$STATE/mark"; }
#:
rtc_missing() { rm -r "$ROOT/sys/class/rtc"; }

# trust
#: license-unusable
trust_missing() { mv "$TRUST" "$TRUST.away"; }
#: license-unusable
trust_link() {
    mv "$TRUST" "$TRUST.away"
    ln -s "$TRUST.away" "$TRUST"
}
#: license-unusable
trust_open() { chmod o+w "$TRUST"; }
#: license-unusable
trust_owner() { chown 4242 "$TRUST"; }
#:
trust_unreadable() {
    chown -R 4242 "$STATE"
    chmod 0600 "$TRUST"
}
#: license-unusable
trust_damaged() { printf 'X' | dd of="$TRUST" bs=1 seek=200 conv=notrunc status=none; }
#: license-unusable at +350d
trust_expiring() { :; }

# state folder
#:
state_missing() { find "$STATE" -mindepth 1 -delete; }
#:
state_owner() { chown 4242 "$STATE/sgate.db"; }
#:
state_open() { chmod 0755 "$STATE/keys"; }
#:
state_readonly() { mount --bind "$STATE" "$STATE" && mount -o remount,bind,ro "$STATE"; }
#:
state_in_memory() { mount --bind "$STATE" "$BASE/was" && mount -t tmpfs none "$STATE" && cp -a "$BASE/was/." "$STATE"; }
#:
state_filesystem() {
    mount --bind "$STATE" "$BASE/was"
    truncate -s 120M "$BASE/exfat.img" && mkfs.exfat "$BASE/exfat.img" >/dev/null
    mount.exfat-fuse -o nonempty,umask=077 "$(losetup -f --show "$BASE/exfat.img")" "$STATE" 2>/dev/null
    (cd "$BASE/was" && find . -type f -exec cp --parents --no-preserve=all {} "$STATE" \;)
}

# disk
#:
disk_full() { fallocate -l "$(($(df --output=avail -B1 "$STATE" | tail -n 1) - (8 << 20)))" "$STATE/ballast"; }
#:
disk_low() { fallocate -l "$(($(df --output=avail -B1 "$STATE" | tail -n 1) - (40 << 20)))" "$STATE/ballast"; }
#:
inodes_full() {
    mkdir "$STATE/many"
    (cd "$STATE/many" && seq "$(($(stat -f -c %d .) - 100))" | xargs touch)
}

# keys
#:
device_key_missing() { rm "$STATE/keys/device.key"; }
#:
device_key_damaged() { dd if=/dev/urandom of="$STATE/keys/device.key" bs=1 seek=40 count=20 conv=notrunc status=none; }
#:
journal_key_missing() { rm "$STATE/keys/journal.key"; }
#:
journal_key_damaged() { truncate -s 31 "$STATE/keys/journal.key"; }
#:
keys_open() { chmod 0640 "$STATE/keys/device.key"; }
#:
lease_key_damaged() { (umask 077 && echo damaged >"$STATE/keys/lease.key"); }
#:
personal_key_damaged() { truncate -s 0 "$STATE/keys/personal.key"; }
#:
machine_id_missing() { : >"$ROOT/etc/machine-id"; }
#:
machine_changed() { echo 0123456789abcdef0123456789abcdef >"$ROOT/etc/machine-id"; }

# database
#:
database_missing() { rm "$STATE/sgate.db"; }
#:
database_damaged() { dd if=/dev/urandom of="$STATE/sgate.db" bs=4096 seek=2 count=3 conv=notrunc status=none; }
#: license-missing
database_older() { cp "$BASE/older.db" "$STATE/sgate.db"; }
#:
database_too_new() { sqlite3 "$STATE/sgate.db" 'PRAGMA user_version = 999'; }
#:
witness_damaged() { sed -i '1s/$/0/' "$STATE/kept/witness"; }
#:
database_replaced() { cp "$STATE/sgate.db" "$STATE/sgate.db.damaged-20260102T030405Z"; }
#:
journal_forked() {
    $SGATE backup "$BASE/backup.zip" >/dev/null
    rm -r "$STATE"/sgate.db* "$STATE/keys" "$STATE/kept" "$STATE/mark"
    $SGATE restore "$BASE/backup.zip" --yes >/dev/null 2>&1
}

# licenses
#:
license_missing() {
    find "$STATE" -mindepth 1 -delete
    cp -a "$BASE/unlicensed/." "$STATE"
}
#: license-stale at +95d
license_ending() { :; }
#: at +20d
license_stale() { :; }
#: license-stale at +110d
license_unusable() { :; }

# applications
#:
app_folder_missing() { mv "$STATE/apps/lantern/releases" "$STATE/apps/lantern/away"; }
#:
app_current_wrong() { ln -sfn /nowhere "$STATE/apps/lantern/current"; }

# sticks
#:
media_missing() { rmdir "$MEDIA" || mv "$MEDIA" "$MEDIA.away"; }
#:
mount_unsafe() { mkdir "$MEDIA/s" && mount -t tmpfs -o ro,nosuid,nodev none "$MEDIA/s"; }
#:
mount_writable() { mkdir "$MEDIA/s" && mount -t tmpfs -o nosuid,nodev,noexec none "$MEDIA/s"; }
#:
stick_driver_missing() { sed -i '/exfat/d' "$ROOT"/lib/modules/*/modules.dep; }

# units
#:
unit_missing() { rm "$ROOT/usr/lib/systemd/system/sgate.service"; }
#:
unit_masked() { ln -s /dev/null "$ROOT/etc/systemd/system/sgate.service"; }
#:
unit_disabled() { rm "$ROOT/etc/systemd/system/multi-user.target.wants/sgate.service"; }
#:
unit_weakened() {
    mkdir "$ROOT/etc/systemd/system/sgate.service.d"
    printf '[Service]\nUser=root\n' >"$ROOT/etc/systemd/system/sgate.service.d/override.conf"
}
#:
stick_unit_masked() { ln -s /dev/null "$ROOT/etc/systemd/system/sgate-stick@.service"; }
#:
stick_rule_missing() { mkdir -p "$ROOT/etc/udev/rules.d" && ln -s /dev/null "$ROOT/etc/udev/rules.d/80-sgate.rules"; }
#:
write_socket_masked() { ln -s /dev/null "$ROOT/etc/systemd/system/sgate-write.socket"; }
#:
app_unit_masked() { ln -s /dev/null "$ROOT/etc/systemd/system/sgate-app@.service"; }

# system
#:
user_missing() { sed -i '/^sgate-app:/d' "$ROOT/etc/passwd"; }
#:
polkit_rule_missing() { rm "$ROOT/usr/share/polkit-1/rules.d/50-sgate.rules"; }
#:
log_volatile() { rmdir "$ROOT/var/log/journal"; }

# daemon
#:
daemon_down() { :; }
#:
lease_port_taken() {
    python3 -m http.server --bind 127.0.0.1 "$PORT" --directory "$MEDIA" >/dev/null 2>&1 &
    echo $! >"$BASE/listener"
    until (: </dev/tcp/127.0.0.1/"$PORT") 2>/dev/null; do sleep 0.1; done
}
#:
app_down() { kill -KILL "$(cut -d ' ' -f 1 "$STATE/apps/lantern/running")"; }
#: up
lease_closed() { sed -i 's/^lease.listen.*/lease.listen = 127.0.0.1:1/' "$CONFIG"; }
#: up
daemon_stuck() { kill -STOP "$PID"; }

put_back() {
    [ ! -e "$BASE/listener" ] || kill "$(cat "$BASE/listener")"
    for stick in "$MEDIA"/*; do
        umount -l "$stick" 2>/dev/null || true
    done
    while [ "$(grep -c " $STATE " /proc/self/mountinfo)" -gt 1 ]; do umount -l "$STATE"; done
    ! mountpoint -q "$BASE/was" || umount -l "$BASE/was"
    losetup -j "$BASE/exfat.img" -O NAME -n | xargs -r losetup -d
    find "$STATE" -mindepth 1 -delete
    rm -rf "$ROOT" "$CONFIG" "$TRUST" "$TRUST.away" "$MEDIA" "$MEDIA.away" "$BASE/routes" "$BASE"/*.img "$BASE"/*.zip "$BASE/listener"
    cp -a "$BASE/good/state/." "$STATE"
    cp -a "$BASE/good/root" "$ROOT"
    cp -a "$BASE/good/config" "$CONFIG"
    cp -a "$BASE/good/trust" "$TRUST"
    mkdir "$MEDIA"
    chown 0:0 "$STATE"
    chmod 0711 "$STATE"
}
