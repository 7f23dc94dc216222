#!/bin/sh
# Deploys the job:   sh deploy.sh [FOLDER [PROGRAM]]
# Builds the program and its image, makes a new machine, installs the image, runs the job and reports. FOLDER is `build` and
# PROGRAM `job.sasm` unless others are named. What FOLDER has of an earlier build is used again, but never the machine.
# STRATA says how the command line is started, if not as `strata`.
set -e
strata=${STRATA:-strata}
lab=$(cd "$(dirname "$0")" && pwd)
examples=$lab/../..
build=${1:-$lab/build}
program=${2:-$lab/job.sasm}

echo "== build"
mkdir -p "$build/image/tools"
cp -R "$lab/image/." "$build/image"
for tool in cat ls save rm; do
  $strata asm --strip "$examples/systems/slate/programs/$tool.sasm" -o "$build/image/tools/$tool"
done
$strata asm --strip "$examples/systems/slate/programs/shell.sasm" -o "$build/image/tools/sh"
$strata asm --strip --allow-root "$examples" "$program" -o "$build/image/job"
$strata image build --force -t job:1 -o "$build/images" "$build/image"
printf 'FROM job:1\nENTRYPOINT ["/bin/sh"]\n' > "$build/Shellfile"
$strata image build --force -f "$build/Shellfile" -t shell:1 -o "$build/images" "$build/image"

echo "== a new machine"
rm -f "$build/disk.img"
dd if=/dev/zero of="$build/system.img" bs=512 count=1024 2> "$build/dd.log"
$strata image disk "$build/images" --system "$build/system.img" --scratch 16MiB -o "$build/disk.img"

echo "== run"
printf 'images\nrun today job:1\nps\n' > "$build/session.txt"
$strata run --allow-root "$examples" --disk "$build/disk.img" --disk-write --input-file "$build/session.txt" \
  "$examples/systems/containers/containers.sasm" > "$build/report.txt"
cat "$build/report.txt"
