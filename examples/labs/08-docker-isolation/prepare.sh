#!/bin/sh
# Builds the images of this lab and a disk with them:   sh prepare.sh [FOLDER]
# The folder is `build` unless another one is named. STRATA says how the command line is started, if not as `strata`.
set -e
strata=${STRATA:-strata}
lab=$(cd "$(dirname "$0")" && pwd)
examples=$lab/../..
build=${1:-$lab/build}
rm -rf "$build"
mkdir -p "$build/base"
cp -R "$lab/base/." "$build/base"
mkdir -p "$build/base/bin" "$build/empty"

for program in echo ls cat save rm primes crash; do
  $strata asm --strip "$examples/systems/slate/programs/$program.sasm" -o "$build/base/bin/$program"
done
$strata asm --strip "$examples/systems/slate/programs/shell.sasm" -o "$build/base/bin/sh"
for program in who mail swarm poke; do
  $strata asm --strip --allow-root "$examples" "$examples/systems/containers/programs/$program.sasm" -o "$build/base/bin/$program"
done

$strata image build -t base:1 -o "$build/images" "$build/base"
derive() { # NAME ENTRYPOINT: an image of the same layers that starts with another program
  printf 'FROM base:1\nENTRYPOINT %s\n' "$2" > "$build/empty/Buildfile"
  $strata image build -t "$1:1" -o "$build/images" "$build/empty"
}
derive who '["/bin/who"]'
derive stay '["/bin/who", "stay"]'
derive ls '["/bin/ls"]'
derive work '["/bin/primes", "20000"]'
derive short '["/bin/primes", "3000"]'
derive swarm '["/bin/swarm"]'
derive poke '["/bin/poke"]'
derive send '["/bin/mail", "send", "port", "web", "hello"]'
derive get '["/bin/mail", "get", "port", "web"]'

dd if=/dev/zero of="$build/system.img" bs=512 count=1024 2> "$build/dd.log"
$strata image disk "$build/images" --system "$build/system.img" --scratch 16MiB -o "$build/disk.img"
