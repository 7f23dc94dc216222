@echo off
rem The whole chain in one command:   play.cmd [FOLDER]
rem Deploys the job as it is, and again after its program was changed.
setlocal
set lab=%~dp0
set build=%~1
if "%build%"=="" set build=%lab%build
if exist "%build%" rmdir /s /q "%build%"
mkdir "%build%"

echo === version 1
call "%lab%deploy.cmd" "%build%" || exit /b 1
echo === version 2: the program is changed
call "%lab%deploy.cmd" "%build%" "%lab%changed.sasm"
