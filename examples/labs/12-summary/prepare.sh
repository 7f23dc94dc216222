#!/bin/sh
# Builds three container images and a disk with them:   sh prepare.sh [FOLDER]
# The folder is `build` unless another one is named.
. "$(dirname "$0")/../../lib/lab.sh"
rm -rf "$build"
programs "$build/base/bin" primes echo

line=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
printf 'FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/primes", "3000"]\n' > "$build/base/Buildfile"
strata image build -t cpu:1 -o "$build/images" "$build/base"
derive more:1 cpu:1 '["/bin/primes", "10000"]'
derive io:1 cpu:1 "[\"/bin/echo\", \"$line\"]"
disk --scratch 1MiB
