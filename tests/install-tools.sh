#!/bin/sh
# Installs the programs that some tests drive, where this machine lets it: a browser, a wrong clock, and two RDF
# readers that share no code with defgraph. Without them those tests are skipped, and say so.
set -u
missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v rapper >/dev/null || missing="$missing raptor2-utils"
command -v serdi >/dev/null || missing="$missing serdi"
command -v faketime >/dev/null || missing="$missing faketime"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "not installed, so some tests will be skipped:$missing" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
# shellcheck disable=SC2086 # a list of words
apt-get install -y -qq --no-install-recommends $missing >/dev/null || echo "could not install:$missing" >&2
