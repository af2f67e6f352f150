#!/usr/bin/env bash
# What the gate does with few histories and short runs, at length: to be run by night, or before a release. Ends with "soaked" if nothing was found; a failure names the seed that
# replays it.
#   tools/soak.sh [HISTORIES] [ROUNDS]      100000 histories of the simulator, 1500 rounds of each worker of the stress program, whose hub is
#                                           killed 15 times where it has a data folder
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
export WEFT_HISTORIES=${1:-100000} WEFT_ROUNDS=${2:-1500}
dotnet build tests/Weft.Hub.Tests -c "$configuration" -v q -nologo
dotnet build tests/Weft.Cluster.Tests -c "$configuration" -v q -nologo
dotnet test tests/Weft.Hub.Tests --no-build -c "$configuration" --filter "FullyQualifiedName~Simulation" --logger "console;verbosity=detailed"
dotnet test tests/Weft.Cluster.Tests --no-build -c "$configuration" --filter "FullyQualifiedName~StressTests" --logger "console;verbosity=detailed"
echo soaked
