# What the scripts of the labs share; each includes this first. `lab` is the folder of the script, `examples` the one that has all
# labs and systems, and `build` the one that the first argument names, else `build` beside the script. The command line is `strata`.
set -e
lab=$(cd "$(dirname "$0")" && pwd)
examples=$lab/../..
build=${1:-$lab/build}

programs() { # FOLDER NAME...: programs of slate; its shell is called `sh`
  into=$1
  shift
  mkdir -p "$into"
  for program; do
    case $program in sh) source=shell ;; *) source=$program ;; esac
    strata asm --strip "$examples/systems/slate/programs/$source.sasm" -o "$into/$program"
  done
}

container_programs() { # FOLDER NAME...: programs that only the system of containers runs
  into=$1
  shift
  for program; do
    strata asm --strip --allow-root "$examples" "$examples/systems/containers/programs/$program.sasm" -o "$into/$program"
  done
}

derive() { # NAME BASE ENTRYPOINT: an image of the same layers that starts with another program
  mkdir -p "$build/empty"
  printf 'FROM %s\nENTRYPOINT %s\n' "$2" "$3" > "$build/empty/Buildfile"
  strata image build --force -t "$1" -o "$build/images" "$build/empty"
}

disk() { # OPTION...: a disk with all images behind an empty one for the system
  dd if=/dev/zero of="$build/system.img" bs=512 count=1024 2> "$build/dd.log"
  strata image disk "$build/images" --force --system "$build/system.img" -o "$build/disk.img" "$@"
}
