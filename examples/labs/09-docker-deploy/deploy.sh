#!/bin/sh
# Deploys the job:   sh deploy.sh [FOLDER [PROGRAM]]
# Builds the program and its image, makes a new machine, installs the image, runs the job and reports. FOLDER is `build` and
# PROGRAM `job.sasm` unless others are named. What FOLDER has of an earlier build is used again, but never the machine.
. "$(dirname "$0")/../../lib/lab.sh"
program=${2:-$lab/job.sasm}

echo "== build"
mkdir -p "$build/image"
cp -R "$lab/image/." "$build/image"
strata asm --strip --allow-root "$examples" "$program" -o "$build/image/job"
programs "$build/image/tools" cat ls save rm sh
strata image build --force -t job:1 -o "$build/images" "$build/image"
derive shell:1 job:1 '["/bin/sh"]'

echo "== a new machine"
disk --scratch 16MiB

echo "== run"
printf 'images\nrun today job:1\nps\n' > "$build/session.txt"
strata run --allow-root "$examples" --disk "$build/disk.img" --disk-write --input-file "$build/session.txt" \
  "$examples/systems/containers/containers.sasm" > "$build/report.txt"
cat "$build/report.txt"
