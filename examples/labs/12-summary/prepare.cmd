@echo off
rem Builds three container images and a disk with them:   prepare.cmd [FOLDER]
rem The folder is "build" unless another one is named.
setlocal
set lab=%~dp0
set examples=%lab%..\..
set build=%~1
if "%build%"=="" set build=%lab%build
if exist "%build%" rmdir /s /q "%build%"
mkdir "%build%\base\bin" "%build%\empty"

for %%p in (primes echo) do (
  call strata asm --strip "%examples%\systems\slate\programs\%%p.sasm" -o "%build%\base\bin\%%p" || exit /b 1
)
(echo FROM scratch& echo COPY bin /bin& echo ENTRYPOINT /bin/primes 3000) > "%build%\base\Buildfile"
call strata image build -t cpu:1 -o "%build%\images" "%build%\base" || exit /b 1
call :derive more "/bin/primes 10000" || exit /b 1
call :derive io "/bin/echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" || exit /b 1

fsutil file createnew "%build%\system.img" 524288 > nul || exit /b 1
call strata image disk "%build%\images" --system "%build%\system.img" --scratch 1MiB -o "%build%\disk.img"
exit /b

:derive
(echo FROM cpu:1& echo ENTRYPOINT %~2) > "%build%\empty\Buildfile"
call strata image build -t %1:1 -o "%build%\images" "%build%\empty"
exit /b
