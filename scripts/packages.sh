#!/bin/sh
# Installs the system packages named as NAME=WHAT-FOR that are not there yet, by apt, as root or by sudo.
set -eu
. "$(dirname "$0")/say.sh"

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1
}

# apt-get calls an update that fetched nothing a success: what it complains of is shown if the rest fails.
fetched=
fetch_lists() {
    [ -z "$fetched" ] || return 1
    fetched=yes
    say "fetching the package lists (apt-get update)"
    as_root apt-get update -q 2>&1 | grep -E '^(W|E):' >"$complaints" || true
}

missing=
for entry in "$@"; do
    name=${entry%%=*}
    if command -v dpkg-query >/dev/null && installed "$name"; then continue; fi
    missing="$missing $name"
    say "system package $name is missing: ${entry#*=}"
done
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null ||
    stop "This machine has no apt-get, so$missing cannot be installed here." \
        "Use Debian 12 or Ubuntu 24.04, or the Dockerfile."
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
    stop "Installing system packages needs root or sudo." "Ask an administrator to run: apt-get install$missing"

log=$(mktemp)
complaints=$(mktemp)
trap 'rm -f "$log" "$complaints"' EXIT
say "installing$missing (apt-get install; a minute or two)"
# The lists are fetched only where there are none, or where they are too old to name what exists now.
[ -n "$(find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | head -n 1)" ] || fetch_lists

case "$missing " in
*" postgresql "*)
    # The tests start a server of their own; Debian would also leave one running for good.
    if ! installed postgresql-common; then
        install postgresql-common || { fetch_lists && install postgresql-common; } || true
        conf=/etc/postgresql-common/createcluster.conf
        if [ -f "$conf" ] && [ -z "$(ls -A /etc/postgresql 2>/dev/null)" ]; then
            say "telling PostgreSQL's package not to start a server of its own ($conf)"
            as_root sed -i 's/^#\{0,1\} *create_main_cluster *=.*/create_main_cluster = false/' "$conf"
        fi
    fi
    ;;
esac

# shellcheck disable=SC2086  # names, one word each
install $missing || { fetch_lists && install $missing; } || {
    cat "$complaints" >&2
    tail -8 "$log" >&2
    stop "apt-get could not install$missing." "Its last words are above: look at the network and at /etc/apt/sources.list*, then run this again."
}
