#!/bin/sh
# The whole chain in one command:   sh play.sh [FOLDER]
# Deploys the job as it is, and again after its program was changed.
set -e
lab=$(cd "$(dirname "$0")" && pwd)
build=${1:-$lab/build}
rm -rf "$build"
mkdir -p "$build"

echo "=== version 1"
sh "$lab/deploy.sh" "$build"
echo "=== version 2: the program is changed"
sh "$lab/deploy.sh" "$build" "$lab/changed.sasm"
