#!/bin/sh
# packaging/check-bare.sh FOLDER: prove the two commands of the README on a Debian 12 that holds nothing but
# git, make and python3. Needs root and debootstrap; makes the system in FOLDER when it is not there yet
# (from MIRROR, or debootstrap's own default). What this machine needs to reach its package indexes (pip
# settings, certificates, proxies) goes along. Ends with "bare machine: all is well" and exit code 0.
set -eu

root=$(mkdir -p "$1" && cd "$1" && pwd)
tree=$(cd "$(dirname "$0")/.." && pwd)
home="/home/lecturer/Ann's rnnviz" # an apostrophe and a space, because people have them
certificates=/etc/ssl/of-the-outer-machine.crt # Debian rewrites its own bundle when ca-certificates arrives

say() { printf '\n=== %s\n' "$*"; }
stop() { printf 'bare machine: %s\n' "$*" >&2; exit 1; }

environment() { # NAME=VALUE, one a line, of what reaches the indexes
    env | grep -E '^(PIP_|[A-Za-z]*_(proxy|PROXY)=)' | grep -Ev '^PIP_(FIND_LINKS|CERT)='
    [ ! -e "$root$certificates" ] || echo "PIP_CERT=$certificates"
}

inside() { # inside COMMAND...: in FOLDER as root, in the tree, with a bare environment
    chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        $(environment) sh -c 'cd "$0" && exec "$@"' "$home" "$@"
}

seconds() { # seconds LIMIT COMMAND...: must succeed within LIMIT
    limit=$1
    shift
    begin=$(date +%s.%N)
    "$@" || stop "failed: $*"
    took=$(echo "$begin $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }')
    echo "--- $took s: $*"
    awk "BEGIN { exit $took > $limit }" || stop "took longer than $limit s: $*"
}

make_system() {
    [ -x "$root/bin/sh" ] || debootstrap --variant=minbase bookworm "$root" ${MIRROR:+"$MIRROR"} >/dev/null
    mkdir -p "$root/etc/ssl"
    for file in /etc/resolv.conf /etc/pip.conf; do
        [ ! -e "$file" ] || cp -L "$file" "$root$file"
    done
    cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root$certificates" || true
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
}

add_the_three_things() {
    inside_root="chroot $root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive"
    $inside_root apt-get -q update
    $inside_root apt-get -q -y install --no-install-recommends git make python3
    $inside_root sh -c 'rm -rf /var/lib/apt/lists/*; id lecturer 2>/dev/null || useradd -m lecturer'
}

clone() {
    rm -rf "$root$home"
    git clone -q --no-hardlinks "$tree" "$root$home"
    chroot "$root" chown -R lecturer: /home/lecturer
}

refused_without_rights() { # the one line to type, and nothing half done
    if inside python3 -c 'import ensurepip' 2>/dev/null; then
        echo "skipped: this system is no longer bare"
        return
    fi
    told=$(inside su lecturer -s /bin/sh -c 'make test' 2>&1) && stop "a user without rights was not told"
    echo "$told" | grep -q 'apt-get install --no-install-recommends.* python3[.0-9]*-venv .*libegl1' ||
        stop "no line to type in: $told"
}

no_screen() { # installs what a window needs, then says in a sentence that there is none
    told=$(inside make run 2>&1) && stop "make run opened a window nowhere"
    echo "$told" | tail -n 2
    echo "$told" | grep -q 'no screen' || stop "make run without a screen said: $told"
    lacks=$(inside sh -c 'ldd .venv/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so' |
        grep 'not found' || true)
    [ -z "$lacks" ] || stop "a window would lack $lacks"
}

window_opens() { # a real X server, `make run`, and a look for the window's title
    inside env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends \
        xvfb xauth x11-utils >/dev/null || return 1
    inside xvfb-run -a sh -c '
        make run & app=$!
        for _ in $(seq 100); do
            xwininfo -root -tree | grep -qi "rnnviz" && { seen=yes; break; }
            sleep 0.1
        done
        kill $app
        wait $app 2>/dev/null
        [ "${seen:-}" = yes ]'
}

wheel_works() { # installed from the tree, used from elsewhere
    inside sh -c 'rm -rf /opt/other && python3 -m venv /opt/other && /opt/other/bin/pip install -q .' &&
        inside sh -c 'cd / && /opt/other/bin/python -c "
from rnnviz.resources import asset
print(asset(\"fonts\", \"Inter-Regular.ttf\"))"' &&
        inside sh -c 'cd / && /opt/other/bin/rnnviz --screenshot /tmp/shot.png && test -s /tmp/shot.png'
}

say "a minimal Debian in $root"
make_system
trap 'umount "$root/proc"' EXIT
add_the_three_things
clone
say "a user without rights"
refused_without_rights
say "make test, from nothing"
seconds 1800 inside make test
say "make lint"
seconds 600 inside make lint
say "make test again has nothing to prepare"
seconds 5 inside make test ARGS=--version
say "make run where there is no screen"
no_screen
say "make run on a screen, and again"
seconds 60 window_opens
seconds 15 window_opens
say "pip install . in another folder"
seconds 300 wheel_works
say "bare machine: all is well"
