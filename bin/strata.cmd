@echo off
rem Runs the command line of this extension with the editor's own runtime (STRATA_NODE, set in its terminals) or node.
setlocal
set STRATA_RUNTIME=node
if defined STRATA_NODE if exist "%STRATA_NODE%" set STRATA_RUNTIME=%STRATA_NODE%
set ELECTRON_RUN_AS_NODE=1
"%STRATA_RUNTIME%" "%~dp0..\dist\cli.js" %*
