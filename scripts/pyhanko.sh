#!/bin/sh
# Installs pyHanko's command line into a virtual environment of its own, for `make bench-sign`; prints its path.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

version=0.6.0
home=$PWD/.tools/pyhanko-cli-$version
if [ ! -x "$home/bin/pyhanko" ]; then
    say "installing pyHanko's command line $version, which signing is measured against" >&2
    "${PYTHON:-python3}" -m venv "$home"
    "$home/bin/pip" install -q --disable-pip-version-check "pyhanko-cli==$version" >&2 || {
        rm -rf "$home"
        stop "pyhanko-cli could not be installed from PyPI." "Look at the network; behind a proxy set HTTPS_PROXY or PIP_INDEX_URL."
    }
fi
printf '%s\n' "$home/bin/pyhanko"
