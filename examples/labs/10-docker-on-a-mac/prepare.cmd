@echo off
rem Builds the images of this lab and two disks:   prepare.cmd [FOLDER]
rem disk.img has 32,768 sectors, as the machine in mac.sasm says; two.img is twice the same, for machines.sasm. The folder is
rem "build" unless another one is named.
setlocal
set lab=%~dp0
set examples=%lab%..\..
set build=%~1
if "%build%"=="" set build=%lab%build
if exist "%build%" rmdir /s /q "%build%"
mkdir "%build%\base\etc" "%build%\base\bin" "%build%\empty"

echo Welcome to a fresh system.> "%build%\base\etc\motd"
for %%p in (ls cat save rm primes) do (
  call strata asm --strip "%examples%\systems\slate\programs\%%p.sasm" -o "%build%\base\bin\%%p" || exit /b 1
)
call strata asm --strip "%examples%\systems\slate\programs\shell.sasm" -o "%build%\base\bin\sh" || exit /b 1
for %%p in (who poke) do (
  call strata asm --strip --allow-root "%examples%" "%examples%\systems\containers\programs\%%p.sasm" -o "%build%\base\bin\%%p" || exit /b 1
)
(echo FROM scratch& echo COPY etc /etc& echo COPY bin /bin& echo ENTRYPOINT /bin/sh) > "%build%\base\Buildfile"
call strata image build -t base:1 -o "%build%\images" "%build%\base" || exit /b 1
call :derive who "/bin/who" || exit /b 1
call :derive stay "/bin/who stay" || exit /b 1
call :derive short "/bin/primes 3000" || exit /b 1
call :derive poke "/bin/poke" || exit /b 1

fsutil file createnew "%build%\system.img" 524288 > nul || exit /b 1
call :disk 0 || exit /b 1
for %%f in ("%build%\disk.img") do set /a room=32768 * 512 - %%~zf
call :disk %room% || exit /b 1
copy /b "%build%\disk.img"+"%build%\disk.img" "%build%\two.img" > nul
exit /b

:derive
(echo FROM base:1& echo ENTRYPOINT %~2) > "%build%\empty\Buildfile"
call strata image build -t %1:1 -o "%build%\images" "%build%\empty"
exit /b

:disk
call strata image disk "%build%\images" --force --system "%build%\system.img" --scratch 8MiB --room %1 -o "%build%\disk.img"
exit /b
