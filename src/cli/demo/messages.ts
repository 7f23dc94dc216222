// What the demonstration says.
import type { Text } from '../../base/message';

export const DEMO = {
  title: { en: 'Strata: a program seen from the inside', ko: 'Strata: 프로그램을 안에서 들여다보기' },
  setting: {
    en: 'The program is {program}. It runs in the debug adapter, a process of its own ({pid}); this one speaks the Debug Adapter Protocol to it, as VS Code does.',
    ko: '프로그램은 {program}입니다. 별도의 프로세스인 디버그 어댑터({pid})에서 실행되고, 이 프로세스는 VS Code처럼 Debug Adapter Protocol로 어댑터와 이야기합니다.',
  },
  breakpoint: { en: 'A breakpoint on `{name}`, and run: it stops before the first instruction of the function.', ko: '`{name}`에 중단점을 놓고 실행하면, 함수의 첫 명령어 앞에서 멈춥니다.' },
  stepping: { en: 'Instruction by instruction: what each leaves on the operand stack, the top at the right.', ko: '명령어를 하나씩: 명령어마다 피연산자 스택에 무엇이 남는지 보여 줍니다. 오른쪽이 맨 위입니다.' },
  deepest: { en: 'Now the breakpoint has the condition `{condition}`: the deepest call. In each frame below it a value waits.', ko: '이번에는 중단점에 조건 `{condition}`(을)를 붙입니다. 가장 깊은 호출입니다. 아래 프레임마다 값이 하나씩 기다립니다.' },
  returning: { en: 'Step out, call by call: the result arrives beside the value that waited.', ko: '호출에서 하나씩 빠져나옵니다. 기다리던 값 옆에 결과가 도착합니다.' },
  running_on: { en: 'And on to the end.', ko: '이제 끝까지 실행합니다.' },
  instruction: { en: 'instruction', ko: '명령어' },
  frame: { en: 'frame', ko: '프레임' },
  locals: { en: 'locals', ko: '지역 변수' },
  stack: { en: 'operand stack', ko: '피연산자 스택' },
  output: { en: 'It printed', ko: '출력' },
  exit: { en: 'Its exit code', ko: '종료 코드' },
  next: { en: 'Do it yourself', ko: '직접 해 보기' },
  in_editor: {
    en: 'In VS Code: `npm run package`, then `code --install-extension strata.vsix`, open the folder `examples`, open factorial.sasm, click beside `mul ret`, press F5.',
    ko: 'VS Code에서: `npm run package`와 `code --install-extension strata.vsix`를 차례로 실행하고, `examples` 폴더에서 factorial.sasm을 열어 `mul ret` 옆을 클릭한 다음 F5를 누르십시오.',
  },
  in_browser: { en: 'Without VS Code (Linux): `npm run vscode` opens the real editor in a browser, on the examples.', ko: 'VS Code가 없으면(Linux): `npm run vscode`가 예제를 연 실제 편집기를 브라우저에 띄웁니다.' },
  in_terminal: { en: 'In a terminal: `bin/strata debug examples/factorial.sasm`, with the commands of gdb.', ko: '터미널에서: `bin/strata debug examples/factorial.sasm`. gdb의 명령을 그대로 씁니다.' },
  failed: { en: 'The demonstration did not come to its end.', ko: '시연이 끝까지 진행되지 못했습니다.' },
} as const satisfies Record<string, Text>;
