#!/usr/bin/env bash
# Builds everything with warnings as errors and runs all tests. Needs the .NET 10 SDK; installs Chromium for the browser tests where it
# can (Debian and its kin, as root or with sudo). Ends with the line "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")"
configuration=${CONFIGURATION:-Release}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    echo "Chromium is not installed; the browser tests need it."
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    if command -v apt-get >/dev/null; then
        $sudo apt-get update -qq
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null
    fi
fi

dotnet restore Weaver.sln -p:Configuration="$configuration"
dotnet build Weaver.sln --no-restore -c "$configuration" -warnaserror
status=0
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet test "$project" --no-build -c "$configuration" --logger "trx;LogFileName=$name.trx" --results-directory "$results" || status=1
done

passed=0 failed=0 skipped=0
for trx in "$results"/*.trx; do
    # A test host that died may leave a file without counters.
    counters=$(grep -o '<Counters [^>]*>' "$trx" || true)
    count() { local number; number=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"); echo "${number:-0}"; }
    passed=$((passed + $(count passed)))
    failed=$((failed + $(count executed) - $(count passed)))
    skipped=$((skipped + $(count total) - $(count executed)))
done
# A test host that died wrote no result file, or one without its tests.
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
if [ "$skipped" != 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$status" = 0 ] && [ "$passed" -gt 0 ]
