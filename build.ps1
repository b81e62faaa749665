# usage: ./build.ps1 [--akka=nuget|local] [target...]      targets: ./build.ps1 help
$ErrorActionPreference = 'Stop'
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET 10 SDK is missing: install it from https://dot.net, then repeat.')
    exit 1
}
Push-Location $PSScriptRoot
try { dotnet run --file .ci/build.cs -- @args } finally { Pop-Location }
exit $LASTEXITCODE
