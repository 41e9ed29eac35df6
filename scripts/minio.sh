#!/bin/sh
# Builds the MinIO server into .tools by Go's module proxy, for `make peers`; prints its path.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

version=v0.0.0-20260212201848-7aac2a2c5b7c
bin=$PWD/.tools/minio-$version
if [ ! -x "$bin/minio" ]; then
    command -v go >/dev/null || stop "Go is missing, which builds MinIO." "Install Go 1.24 or newer from https://go.dev/dl."
    say "building MinIO $version (four minutes on two cores)"
    GOBIN=$bin CGO_ENABLED=0 go install -trimpath -ldflags '-s -w' "github.com/minio/minio@$version" >&2 ||
        stop "MinIO could not be built." "The reason is above; Go 1.24 or newer and its module proxy are needed."
fi
printf '%s\n' "$bin/minio"
