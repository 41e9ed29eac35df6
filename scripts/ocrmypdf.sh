#!/bin/sh
# Installs OCRmyPDF into a virtual environment of its own, for `make bench-read`; prints its path.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

version=17.13.0
home=$PWD/.tools/ocrmypdf-$version
if [ ! -x "$home/bin/ocrmypdf" ]; then
    sh scripts/packages.sh "ghostscript=OCRmyPDF writes PDF/A with it" >&2
    say "installing OCRmyPDF $version, which reading is measured against" >&2
    "${PYTHON:-python3}" -m venv "$home"
    "$home/bin/pip" install -q --disable-pip-version-check "ocrmypdf==$version" >&2 || {
        rm -rf "$home"
        stop "OCRmyPDF could not be installed from PyPI." "Look at the network; behind a proxy set HTTPS_PROXY or PIP_INDEX_URL."
    }
fi
printf '%s\n' "$home/bin/ocrmypdf"
