# Words for the terminal, sourced by the other scripts: say (a step), stop (a failure and its way out).
# shellcheck shell=sh

say() { printf '%s\n' "==> $*" >&2; }

# stop WHAT-IS-MISSING HOW-TO-GET-IT
stop() {
    printf '%s\n' "!!! $1" "    $2" >&2
    exit 1
}
