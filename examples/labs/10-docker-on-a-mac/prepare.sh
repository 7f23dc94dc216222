#!/bin/sh
# Builds the images of this lab and two disks:   sh prepare.sh [FOLDER]
# disk.img has 32,768 sectors, as the machine in mac.sasm says; two.img is twice the same, for machines.sasm. The folder is `build`
# unless another one is named. STRATA says how the command line is started, if not as `strata`.
set -e
strata=${STRATA:-strata}
lab=$(cd "$(dirname "$0")" && pwd)
examples=$lab/../..
build=${1:-$lab/build}
rm -rf "$build"
mkdir -p "$build/base/etc" "$build/base/bin" "$build/empty"

echo "Welcome to a fresh system." > "$build/base/etc/motd"
for program in ls cat save rm primes; do
  $strata asm --strip "$examples/systems/slate/programs/$program.sasm" -o "$build/base/bin/$program"
done
$strata asm --strip "$examples/systems/slate/programs/shell.sasm" -o "$build/base/bin/sh"
for program in who poke; do
  $strata asm --strip --allow-root "$examples" "$examples/systems/containers/programs/$program.sasm" -o "$build/base/bin/$program"
done
printf 'FROM scratch\nCOPY etc /etc\nCOPY bin /bin\nENTRYPOINT ["/bin/sh"]\n' > "$build/base/Buildfile"
$strata image build -t base:1 -o "$build/images" "$build/base"
derive() { # NAME ENTRYPOINT: an image of the same layers that starts with another program
  printf 'FROM base:1\nENTRYPOINT %s\n' "$2" > "$build/empty/Buildfile"
  $strata image build -t "$1:1" -o "$build/images" "$build/empty"
}
derive who '["/bin/who"]'
derive stay '["/bin/who", "stay"]'
derive short '["/bin/primes", "3000"]'
derive poke '["/bin/poke"]'

dd if=/dev/zero of="$build/system.img" bs=512 count=1024 2> "$build/dd.log"
disk() { # ROOM: a disk with so many bytes for more images
  $strata image disk "$build/images" --force --system "$build/system.img" --scratch 8MiB --room "$1" -o "$build/disk.img"
}
disk 0
size=$(wc -c < "$build/disk.img")
disk $((32768 * 512 - size))
cat "$build/disk.img" "$build/disk.img" > "$build/two.img"
