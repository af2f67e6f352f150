#!/usr/bin/env bash
# The main job, start to end: builds everything, weaves the compiled sample, starts a hub and three nodes, sends real traffic to all of them
# and shows what each saw. --keep leaves the servers running until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")"
keep=${1:-}
configuration=Release
work=$(mktemp -d)
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

step() { printf '\n== %s\n' "$*"; }
weft() { dotnet "tools/weft/bin/$configuration/net10.0/weft.dll" "$@"; }
# Waits until a line of a log matches and prints the match.
await() {
    local log=$1 pattern=$2
    for _ in $(seq 300); do
        if grep -oE -m1 "$pattern" "$log" 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    echo "Nothing like '$pattern' came within 30 s. The log:" >&2
    cat "$log" >&2
    return 1
}

step "Building (Release)"
dotnet build Weaver.sln -c "$configuration" -v quiet -nologo

application=samples/ScopeServer/ScopeServer/bin/$configuration/net10.0
step "Weaving $application"
weft weave -c samples/ScopeServer/weft.yaml "$application" -o "$work/app"

step "Starting the hub"
dotnet "tools/weft/bin/$configuration/net10.0/weft.dll" hub --listen tcp://127.0.0.1:0 >"$work/hub.log" 2>&1 &
pids+=($!)
hub=$(await "$work/hub.log" 'tcp://[0-9.]+:[0-9]+')
echo "$hub"

step "Starting three nodes"
urls=()
for n in 1 2 3; do
    (cd "$work/app" && WEFT_HUB=$hub WEFT_NODE=node$n exec dotnet ScopeServer.dll --urls http://127.0.0.1:0 --name "node$n") >"$work/node$n.log" 2>&1 &
    pids+=($!)
done
for n in 1 2 3; do
    url=$(await "$work/node$n.log" 'http://127\.0\.0\.1:[0-9]+')
    urls+=("$url")
    echo "node$n  $url"
done

step "Traffic: a client on each node, each must see what every other does"
dotnet "samples/ScopeServer/ScopeServer.Client/bin/$configuration/net10.0/ScopeServer.Client.dll" "${urls[@]}"

step "What the hub knows"
weft nodes --hub "$hub"
weft roots --hub "$hub"
weft status --hub "$hub"

if [ "$keep" = --keep ]; then
    step "Open these in two browsers; Ctrl-C ends all"
    printf '%s\n' "${urls[@]}"
    wait
fi
