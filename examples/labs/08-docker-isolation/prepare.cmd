@echo off
rem Builds the images of this lab and a disk with them:   prepare.cmd [FOLDER]
rem The folder is "build" unless another one is named.
setlocal
set lab=%~dp0
set examples=%lab%..\..
set build=%~1
if "%build%"=="" set build=%lab%build
if exist "%build%" rmdir /s /q "%build%"
mkdir "%build%\base\bin" "%build%\empty"
xcopy /e /q "%lab%base" "%build%\base" > nul || exit /b 1

for %%p in (echo ls cat save rm primes crash) do (
  call strata asm --strip "%examples%\systems\slate\programs\%%p.sasm" -o "%build%\base\bin\%%p" || exit /b 1
)
call strata asm --strip "%examples%\systems\slate\programs\shell.sasm" -o "%build%\base\bin\sh" || exit /b 1
for %%p in (who mail swarm poke) do (
  call strata asm --strip --allow-root "%examples%" "%examples%\systems\containers\programs\%%p.sasm" -o "%build%\base\bin\%%p" || exit /b 1
)

call strata image build -t base:1 -o "%build%\images" "%build%\base" || exit /b 1
call :derive who "/bin/who" || exit /b 1
call :derive stay "/bin/who stay" || exit /b 1
call :derive ls "/bin/ls" || exit /b 1
call :derive work "/bin/primes 20000" || exit /b 1
call :derive short "/bin/primes 3000" || exit /b 1
call :derive swarm "/bin/swarm" || exit /b 1
call :derive poke "/bin/poke" || exit /b 1
call :derive send "/bin/mail send port web hello" || exit /b 1
call :derive get "/bin/mail get port web" || exit /b 1

fsutil file createnew "%build%\system.img" 524288 > nul || exit /b 1
call strata image disk "%build%\images" --system "%build%\system.img" --scratch 16MiB -o "%build%\disk.img"
exit /b

:derive
(echo FROM base:1& echo ENTRYPOINT %~2) > "%build%\empty\Buildfile"
call strata image build -t %1:1 -o "%build%\images" "%build%\empty"
exit /b
