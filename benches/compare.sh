#!/usr/bin/env bash
# Blackpanel beside others on the same 200-page file with 1,000 hits, in one run.
# Ours finds, burns, sanitises, verifies and uses its worker processes; none of the others verifies anything.
#
#   benches/compare.sh PEERS_DIR [RUNS]
#
# PEERS_DIR holds gen_bench.py (needs reportlab) and bench_pymupdf.py (needs pymupdf).
# PYTHON names another interpreter, such as that of a virtual environment; pdf_oxide and qpdf are run where
# they are there: pdf_oxide only reads the text of every page, qpdf only writes the file anew.
# The others and we take turns, so that a busy computer slows all alike. Prints medians of seconds, of seconds
# of processor time (a child's included) and of peak memory, and the ratios to ours with one thread.
set -eu
peers=$1
runs=${2:-5}
python=${PYTHON:-python3}
cd "$(dirname "$0")/.."
cargo build --release --locked -q
ours=$(pwd)/target/release/blackpanel
if [ -n "${CARGO_TARGET_DIR:-}" ]; then ours=$CARGO_TARGET_DIR/release/blackpanel; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && "$python" "$peers/gen_bench.py")
printf '%s\n' 'Maria Kowalczyk' 'Liam O Connor' 'Priya Raman' 'Jens Olafsen' 'Chloe Dubois' > "$work/names.txt"
args=()
while read -r name; do args+=(--text "$name"); done < "$work/names.txt"
cat > "$work/oxide.py" <<'PY'
import sys, pdf_oxide
document = pdf_oxide.PdfDocument(sys.argv[1])
for page in range(document.page_count()):
    document.extract_text(page)
PY

measure() { # NAME COMMAND...
  local out="$work/figures-$1"
  shift
  /usr/bin/time -q -f '%e %U %S %M' -a -o "$out" "$@" >> "$work/said" 2>&1
}
redact() { # NAME THREADS
  RAYON_NUM_THREADS=$2 measure "$1" "$ours" redact "$work/bench200.pdf" -o "$work/ours.pdf" --force --timings "${args[@]}"
}
stages() { # seconds from load to pack: everything but verification
  RAYON_NUM_THREADS=1 "$ours" redact "$work/bench200.pdf" -o "$work/ours.pdf" --force --timings "${args[@]}" 2>&1 \
    | awk '$2 == "s" && $3 != "verify" { sum += $1 } END { print sum, 0, 0, 0 }' >> "$work/figures-load-to-pack"
}
for _ in $(seq "$runs"); do
  redact blackpanel 1
  redact two-threads 2
  stages
  measure pymupdf "$python" "$peers/bench_pymupdf.py" "$work/bench200.pdf" "$work/theirs.pdf"
  if "$python" -c 'import pdf_oxide' 2>> "$work/said"; then
    measure pdf_oxide-text "$python" "$work/oxide.py" "$work/bench200.pdf"
  fi
  if command -v qpdf > "$work/which"; then
    measure qpdf-rewrite qpdf --object-streams=generate "$work/bench200.pdf" "$work/rewritten.pdf"
  fi
done
"$python" - "$work" <<'PY'
import pathlib, statistics, sys
def medians(path):
    rows = [list(map(float, line.split())) for line in open(path)]
    wall, user, system, memory = (statistics.median(column) for column in zip(*rows))
    return wall, user + system, memory / 1024
figures = {p.name[8:]: medians(p) for p in sorted(pathlib.Path(sys.argv[1]).glob("figures-*"))}
own = figures["blackpanel"]
print(f"{'':15} {'seconds':>8} {'processor':>10} {'MiB':>6}   seconds over ours, processor over ours")
for name, (wall, work, memory) in figures.items():
    if name == "load-to-pack":
        continue
    print(f"{name:15} {wall:8.2f} {work:10.2f} {memory:6.0f}   {wall / own[0]:8.2f} {work / own[1]:8.2f}")
print(f"load to pack, one thread: {figures['pymupdf'][0] / figures['load-to-pack'][0]:.1f} times as fast as pymupdf")
print(f"two threads: {own[0] / figures['two-threads'][0]:.2f} times as fast as one")
PY
