#!/usr/bin/env bash
# Blackpanel beside PyMuPDF on the same 200-page file with 1,000 hits, in one run, one thread each.
# Ours finds, burns, sanitises, verifies and uses its worker processes; theirs verifies nothing.
#
#   benches/compare.sh PEERS_DIR [RUNS]
#
# PEERS_DIR holds gen_bench.py (needs reportlab) and bench_pymupdf.py (needs pymupdf).
# Prints seconds and peak memory of each run, then medians and the ratio.
set -eu
peers=$1
runs=${2:-5}
cd "$(dirname "$0")/.."
cargo build --release --locked -q
ours=${CARGO_TARGET_DIR:-target}/release/blackpanel
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && python3 "$peers/gen_bench.py")
printf '%s\n' 'Maria Kowalczyk' 'Liam O Connor' 'Priya Raman' 'Jens Olafsen' 'Chloe Dubois' > "$work/names.txt"
args=()
while read -r name; do args+=(--text "$name"); done < "$work/names.txt"
export RAYON_NUM_THREADS=1

measure() { # FILE-OF-FIGURES COMMAND...
  local out=$1
  shift
  /usr/bin/time -f '%e %M' -a -o "$out" "$@" >/dev/null 2>&1
}
for _ in $(seq "$runs"); do
  measure "$work/ours" "$ours" redact "$work/bench200.pdf" -o "$work/ours.pdf" --force "${args[@]}"
  measure "$work/theirs" python3 "$peers/bench_pymupdf.py" "$work/bench200.pdf" "$work/theirs.pdf"
done
python3 - "$work/ours" "$work/theirs" <<'PY'
import statistics, sys
rows = []
for path in sys.argv[1:]:
    seconds, memory = zip(*[map(float, line.split()) for line in open(path)])
    rows.append((statistics.median(seconds), statistics.median(memory) / 1024))
for name, (s, m) in zip(("blackpanel", "pymupdf"), rows):
    print(f"{name:11} {s:6.2f} s  {m:6.0f} MiB  (medians)")
print(f"time {rows[1][0] / rows[0][0]:.1f} times as fast, memory {rows[1][1] / rows[0][1]:.1f} times as small")
PY
