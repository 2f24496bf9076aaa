#!/bin/sh
# packaging/lock.sh UV: write requirements.txt (what runs) and requirements-dev.txt (and what tests) from
# pyproject.toml. The locks carry hashes and no address, so any mirror of the package index serves them.
set -eu
cd "$(dirname "$0")/.."
uv=$1

compile() {
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"
}

compile --upgrade --output-file requirements.txt
compile --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt
