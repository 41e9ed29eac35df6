#!/bin/sh
# Prepares .venv with the locked packages and the programs beside it: setup.sh run, or setup.sh test for the tests' as well.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

kind=${1:-run}
export PYTHONUTF8=1 UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
[ -n "${UV_PROJECT_ENVIRONMENT:-}" ] && unset UV_PROJECT_ENVIRONMENT
unset VIRTUAL_ENV
python=${PYTHON:-python3}

command -v "$python" >/dev/null ||
    stop "Python is missing." "Install it: apt-get install python3 (Debian 12 or Ubuntu 24.04 have the right one)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) is too old." "3.11 or newer is needed: use Debian 12 or Ubuntu 24.04, or name one: make setup PYTHON=/path/to/python3.12"

# 1. Programs of the distribution.
set -- "ca-certificates=to trust the package registries" \
    "python3-venv=Debian's Python makes virtual environments with it, and allows pip nowhere else" \
    "tesseract-ocr=recognises the text of scans" \
    "tesseract-ocr-vie=the Vietnamese language data" \
    "tesseract-ocr-osd=finds pages that lie on their side or head" \
    "fonts-croscore=Tinos, the font of signature stamps"
if [ "$kind" = test ]; then
    set -- "$@" "postgresql=the tests run against a real one" \
        "softhsm2=a software token for the tests of PKCS#11 keys" \
        "poppler-utils=a second opinion on PDFs" \
        "qpdf=a third opinion on PDFs"
    # Ubuntu's chromium is a snap, which a test cannot start: there, browser tests say that they are skipped.
    if grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
        set -- "$@" "chromium=the tests click through the pages in a real browser" \
            "libjs-pdf=pdf.js, a viewer that selects and searches text of copies" \
            "libatomic1=the browser's driver needs it"
    fi
fi
sh scripts/packages.sh "$@"

# 2. Python packages, exactly those of uv.lock. The stamp says for what they were last installed.
want="$kind $(cat uv.lock pyproject.toml scripts/uv.txt | sha256sum | cut -d ' ' -f 1) $("$python" --version) $PWD"
stamp=.venv/.sohoa-$kind
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
    exit 0
fi

if ! .tools/bin/uv --version 2>/dev/null | grep -qF "$(sed -n 's/^uv==\([^ ]*\).*/uv \1/p' scripts/uv.txt)"; then
    say "installing uv into .tools (from PyPI)"
    rm -rf .tools
    "$python" -m venv .tools || stop "No virtual environment could be made." "Install python3-venv, then run this again."
    .tools/bin/pip install -q --disable-pip-version-check --require-hashes -r scripts/uv.txt ||
        stop "uv could not be installed from PyPI." "Look at the network; behind a proxy set HTTPS_PROXY, PIP_INDEX_URL or PIP_CERT."
fi

say "installing the locked Python packages into .venv (a minute the first time)"
groups=--no-dev
[ "$kind" = test ] && groups="--group dev"
# --inexact: what the tests added stays there for the next time.
# --compile-bytecode: else every command of a user who may not write here compiles for a second.
# sys.executable: uv takes a wrapper (pyenv's, say) for another Python, and would make .venv anew without the tests'.
# shellcheck disable=SC2086  # one or two words
.tools/bin/uv sync -q --frozen --inexact --compile-bytecode --python "$("$python" -c 'import sys; print(sys.executable)')" $groups ||
    stop "The Python packages could not be installed." "The reason is above; behind a proxy set HTTPS_PROXY, UV_DEFAULT_INDEX or SSL_CERT_FILE."
printf '%s\n' "$want" >"$stamp"
say "ready: .venv/bin/sohoa"
