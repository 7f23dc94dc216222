#!/bin/sh
# Builds the images of this lab and two disks:   sh prepare.sh [FOLDER]
# disk.img has 32,768 sectors, as the machine in mac.sasm says; two.img is twice the same, for machines.sasm. The folder is `build`
# unless another one is named.
. "$(dirname "$0")/../../lib/lab.sh"
rm -rf "$build"
mkdir -p "$build/base/etc"
echo "Welcome to a fresh system." > "$build/base/etc/motd"
programs "$build/base/bin" ls cat save rm primes sh
container_programs "$build/base/bin" who poke

printf 'FROM scratch\nCOPY etc /etc\nCOPY bin /bin\nENTRYPOINT ["/bin/sh"]\n' > "$build/base/Buildfile"
strata image build -t base:1 -o "$build/images" "$build/base"
derive who:1 base:1 '["/bin/who"]'
derive stay:1 base:1 '["/bin/who", "stay"]'
derive short:1 base:1 '["/bin/primes", "3000"]'
derive poke:1 base:1 '["/bin/poke"]'

disk --scratch 8MiB --room 0
disk --scratch 8MiB --room $((32768 * 512 - $(wc -c < "$build/disk.img")))
cat "$build/disk.img" "$build/disk.img" > "$build/two.img"
