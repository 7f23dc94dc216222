#!/bin/sh
# Builds three container images and a disk with them:   sh prepare.sh [FOLDER]
# The folder is `build` unless another one is named. STRATA says how the command line is started, if not as `strata`.
set -e
strata=${STRATA:-strata}
lab=$(cd "$(dirname "$0")" && pwd)
examples=$lab/../..
build=${1:-$lab/build}
rm -rf "$build"
mkdir -p "$build/base/bin" "$build/empty"

for program in primes echo; do
  $strata asm --strip "$examples/systems/slate/programs/$program.sasm" -o "$build/base/bin/$program"
done
line=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
printf 'FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/primes", "3000"]\n' > "$build/base/Buildfile"
$strata image build -t cpu:1 -o "$build/images" "$build/base"
printf 'FROM cpu:1\nENTRYPOINT ["/bin/primes", "10000"]\n' > "$build/empty/Buildfile"
$strata image build -t more:1 -o "$build/images" "$build/empty"
printf 'FROM cpu:1\nENTRYPOINT ["/bin/echo", "%s"]\n' "$line" > "$build/empty/Buildfile"
$strata image build -t io:1 -o "$build/images" "$build/empty"

dd if=/dev/zero of="$build/system.img" bs=512 count=1024 2> "$build/dd.log"
$strata image disk "$build/images" --system "$build/system.img" --scratch 1MiB -o "$build/disk.img"
