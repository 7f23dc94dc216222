@echo off
rem Deploys the job:   deploy.cmd [FOLDER [PROGRAM]]
rem Builds the program and its image, makes a new machine, installs the image, runs the job and reports. FOLDER is "build" and
rem PROGRAM "job.sasm" unless others are named. What FOLDER has of an earlier build is used again, but never the machine.
setlocal
set lab=%~dp0
set examples=%lab%..\..
set build=%~1
if "%build%"=="" set build=%lab%build
set program=%~2
if "%program%"=="" set program=%lab%job.sasm

echo == build
if not exist "%build%\image\tools" mkdir "%build%\image\tools"
xcopy /e /q /y "%lab%image" "%build%\image" > nul || exit /b 1
for %%p in (cat ls save rm) do (
  call strata asm --strip "%examples%\systems\slate\programs\%%p.sasm" -o "%build%\image\tools\%%p" || exit /b 1
)
call strata asm --strip "%examples%\systems\slate\programs\shell.sasm" -o "%build%\image\tools\sh" || exit /b 1
call strata asm --strip --allow-root "%examples%" "%program%" -o "%build%\image\job" || exit /b 1
call strata image build --force -t job:1 -o "%build%\images" "%build%\image" || exit /b 1
(echo FROM job:1& echo ENTRYPOINT /bin/sh) > "%build%\Shellfile"
call strata image build --force -f "%build%\Shellfile" -t shell:1 -o "%build%\images" "%build%\image" || exit /b 1

echo == a new machine
if exist "%build%\disk.img" del "%build%\disk.img"
if exist "%build%\system.img" del "%build%\system.img"
fsutil file createnew "%build%\system.img" 524288 > nul || exit /b 1
call strata image disk "%build%\images" --system "%build%\system.img" --scratch 16MiB -o "%build%\disk.img" || exit /b 1

echo == run
(echo images& echo run today job:1& echo ps) > "%build%\session.txt"
call strata run --allow-root "%examples%" --disk "%build%\disk.img" --disk-write --input-file "%build%\session.txt" "%examples%\systems\containers\containers.sasm" > "%build%\report.txt" || exit /b 1
type "%build%\report.txt"
