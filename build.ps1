#!/usr/bin/env pwsh
# Keeps the build program current and hands over to it. Every step is in src/ConveningLedger.Build; ./build.ps1 help lists them.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
Push-Location $root
try {
  $sdk = if (Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue) { & dotnet --version 2>$null }
  if (-not $sdk -or $LASTEXITCODE -ne 0) {
    [Console]::Error.WriteLine('The .NET 10 SDK is needed. Install it from https://dotnet.microsoft.com/download/dotnet/10.0')
    [Console]::Error.WriteLine('or by the package manager (Windows: winget install Microsoft.DotNet.SDK.10).')
    exit 1
  }
  $env:DOTNET_NOLOGO = '1'
  $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
  $env:DOTNET_GENERATE_ASPNET_CERTIFICATE = 'false'

  $program = Join-Path $root 'src/ConveningLedger.Build/bin/Release/net10.0/ConveningLedger.Build.dll'
  $built = Get-Item -LiteralPath $program -ErrorAction SilentlyContinue
  $sources = 'src/ConveningLedger.Build', 'src/ConveningLedger.Server/Postgres' |
    ForEach-Object { Get-ChildItem -Path (Join-Path $root $_) -Recurse -File } |
    Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }
  $settings = 'Directory.Build.props', 'Directory.Packages.props', 'global.json', '.editorconfig' |
    ForEach-Object { Get-Item -LiteralPath (Join-Path $root $_) -Force }
  if (-not $built -or (@($sources) + @($settings) | Where-Object { $_.LastWriteTimeUtc -gt $built.LastWriteTimeUtc })) {
    $output = & dotnet build src/ConveningLedger.Build -c Release --nologo -v quiet -nodeReuse:false 2>&1
    if ($LASTEXITCODE -ne 0) {
      $output | ForEach-Object { [Console]::Error.WriteLine($_) }
      exit 1
    }
    (Get-Item -LiteralPath $program).LastWriteTimeUtc = [DateTime]::UtcNow
  }
}
finally {
  Pop-Location
}

& dotnet $program @args
exit $LASTEXITCODE
