#!/bin/sh
# Builds the images of this lab and a disk with them:   sh prepare.sh [FOLDER]
# The folder is `build` unless another one is named.
. "$(dirname "$0")/../../lib/lab.sh"
rm -rf "$build"
mkdir -p "$build/base"
cp -R "$lab/base/." "$build/base"
programs "$build/base/bin" echo ls cat save rm primes crash sh
container_programs "$build/base/bin" who mail swarm poke

strata image build -t base:1 -o "$build/images" "$build/base"
derive who:1 base:1 '["/bin/who"]'
derive stay:1 base:1 '["/bin/who", "stay"]'
derive ls:1 base:1 '["/bin/ls"]'
derive work:1 base:1 '["/bin/primes", "20000"]'
derive short:1 base:1 '["/bin/primes", "3000"]'
derive swarm:1 base:1 '["/bin/swarm"]'
derive poke:1 base:1 '["/bin/poke"]'
derive send:1 base:1 '["/bin/mail", "send", "port", "web", "hello"]'
derive get:1 base:1 '["/bin/mail", "get", "port", "web"]'
disk --scratch 16MiB
