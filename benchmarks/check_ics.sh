#!/bin/sh
# Reads every .ics below a folder with libical (GNOME's and KDE's calendar engine).
#
# Usage: benchmarks/check_ics.sh DIR
# Needs a C compiler, pkg-config and libical (Debian: gcc pkg-config libical-dev).
# Exit code 0 where every file is right, 1 where one is not, 2 where there is nothing to read.
set -eu

folder=${1:?usage: check_ics.sh DIR}
source=$(dirname "$0")/../tests/outputs/readers/rd_libical.c
program=$(mktemp)
trap 'rm -f "$program"' EXIT

if [ -z "$(find "$folder" -name '*.ics' -print -quit)" ]; then
    echo "no .ics below $folder" >&2
    exit 2
fi
cc -O1 -Wall -Wextra "$source" -o "$program" $(pkg-config --cflags --libs libical)
find "$folder" -name '*.ics' -exec "$program" {} +
