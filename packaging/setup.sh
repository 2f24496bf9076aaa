#!/bin/sh
# packaging/setup.sh run|test: make this machine able to run (or to test) rnnviz, from whatever state it is in.
# Does nothing, in well under a second, when that is done already.
set -eu
cd "$(dirname "$0")/.."

goal=$1
python=${PYTHON:-python3}
case $goal in
    run) lock=requirements.txt platform=window ;;
    test) lock=requirements-dev.txt platform=offscreen ;;
    *) echo "usage: setup.sh run|test" >&2; exit 2 ;;
esac
# Tests have no window of their own, and a picture may be asked of `run` where there is no screen.
if [ "${QT_QPA_PLATFORM:-}" = offscreen ]; then platform=offscreen; fi

say() { printf 'rnnviz: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

check_python() {
    command -v "$python" >/dev/null || stop "there is no $python; please install Python 3.11 or newer."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "$("$python" --version) is too old: rnnviz needs 3.11 or newer (make PYTHON=python3.12 $goal)."
}

# ---- what the distribution has to provide --------------------------------------------------------------

missing_packages() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    "$python" rnnviz/preflight.py "$platform"
}

install_packages() { # a minimal system has no package lists yet, or stale ones: always update first
    line="apt-get update && apt-get install --no-install-recommends $*"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        stop "rnnviz needs packages that only root may install. Please type, as root:
    $line"
    fi
    say "installing $*"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update || say "some package lists could not be had; trying anyway"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" ||
        stop "that failed. Please type, as root:
    $line"
}

check_system() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086 # one word, one package
        install_packages $missing
    else
        say "this system lacks what Debian calls:" $missing
        say "if the next step fails, please install the like of them."
    fi
}

bring_font() { # Chinese letters, once; without them rnnviz speaks English and says what to install
    fonts=$("$python" rnnviz/preflight.py fonts)
    [ -n "$fonts" ] && command -v apt-get >/dev/null || return 0
    # shellcheck disable=SC2086 # one word, one package
    (install_packages $fonts) || say "going on without Chinese letters."
}

# ---- what goes into .venv ------------------------------------------------------------------------------

venv_version() { # of the Python behind .venv: an upgrade of the system puts another one there, without our packages
    .venv/bin/python -I -S -c 'import sys; print(sys.implementation.cache_tag)' 2>/dev/null
}

stamp() { printf '%s for %s\n' "$(cksum <"$1")" "$(venv_version)"; }

installed() {
    [ -x .venv/bin/python ] && [ "$(cat ".venv/.$1" 2>/dev/null)" = "$(stamp "$1")" ]
}

make_venv() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 && return 0
    if [ -e .venv ]; then say "making .venv anew: its Python has changed, or is gone"; else say "making .venv"; fi
    "$python" -m venv --clear .venv
}

install_requirements() {
    make_venv
    say "installing $lock into .venv (some 100 MB to fetch, once)"
    # pip tells what it fetches and how far it is: minutes of silence look like a hang
    .venv/bin/python -m pip install --disable-pip-version-check --only-binary :all: \
        --require-hashes -r "$lock" >&2
    stamp "$lock" >".venv/.$lock"
    # The development lock holds all of the other one, at the same versions.
    if [ "$lock" = requirements-dev.txt ]; then stamp requirements.txt >.venv/.requirements.txt; fi
}

check_python
if installed "$lock" && [ -z "$(missing_packages)" ]; then exit 0; fi
exec 9>.setup.lock
if command -v flock >/dev/null; then flock 9; fi # `make run` and `make test` may start together
check_system
installed "$lock" && exit 0
bring_font
install_requirements
