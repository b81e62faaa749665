#!/usr/bin/env bash
# usage: ./build.sh [--akka=nuget|local] [target...]      targets: ./build.sh help
set -euo pipefail
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo 'The .NET 10 SDK is missing: install it from https://dot.net, then repeat.' >&2; exit 1; }
exec dotnet run --file .ci/build.cs -- "$@"
