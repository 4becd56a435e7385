#!/bin/sh
# Keeps the build program current and becomes it. Every step is in src/ConveningLedger.Build; ./build.sh help lists them.
set -eu

self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd -P)

# In the folder of global.json, which says which SDK will do.
if ! (cd "$root" && dotnet --version) >/dev/null 2>&1; then
  echo "The .NET 10 SDK is needed. Install it from https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  echo "or by the package manager (Debian, Ubuntu: apt-get install dotnet-sdk-10.0; macOS: brew install dotnet)." >&2
  exit 1
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

program=$root/src/ConveningLedger.Build/bin/Release/net10.0/ConveningLedger.Build.dll
if [ ! -f "$program" ] || [ -n "$(find "$root/src/ConveningLedger.Build" "$root/src/ConveningLedger.Server/Postgres" \
    "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/.editorconfig" \
    \( -name bin -o -name obj \) -prune -o -newer "$program" -type f -print)" ]; then
  log=$(mktemp)
  if ! (cd "$root" && dotnet build src/ConveningLedger.Build -c Release --nologo -v quiet -nodeReuse:false) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  touch "$program"
fi

exec dotnet "$program" "$@"
