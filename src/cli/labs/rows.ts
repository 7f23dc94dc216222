// The rows of the table of commands that are about the labs of the lecture.
import type { CommandRow } from '../commands';
import type { Flag, Operand } from '../flags';

const lab: Operand = {
  name: { en: 'LAB', ko: '실습' },
  text: { en: 'A lab by its number, its folder, or its name without the number: `3`, `03-type-1`, `type-1`.', ko: '번호, 폴더 이름, 또는 번호를 뺀 이름으로 적은 실습: `3`, `03-type-1`, `type-1`.' },
};
const folder: Operand = {
  name: { en: 'FOLDER', ko: '폴더' },
  text: { en: 'The student\'s folder; labs lie in `labs` below it, and what they share in `systems`.', ko: '학생의 폴더. 실습은 그 아래 `labs`에, 함께 쓰는 파일은 `systems`에 있습니다.' },
};
const json: Flag = { name: 'json', text: { en: 'Write one JSON object: `labs`, each with `name`, `passed` and `checks`.', ko: 'JSON 객체 하나로 씁니다. `labs`에 실습마다 `name`, `passed`, `checks`가 있습니다.' } };

export const LAB_COMMANDS = {
  'lab list': {
    summary: { en: 'List the labs of the lecture.', ko: '강의 실습의 목록을 보여 줍니다.' },
    operands: [],
    flags: [{ ...json, text: { en: 'Write one JSON object: `labs`, with the files of each.', ko: 'JSON 객체 하나로 씁니다. `labs`에 실습마다 파일 목록이 있습니다.' } }],
    examples: [{ line: 'lab list', en: 'Numbers, names and titles.', ko: '번호, 이름, 제목을 보여 줍니다.' }],
  },
  'lab open': {
    summary: { en: 'Copy a lab into a folder.', ko: '실습을 폴더로 복사합니다.' },
    more: {
      en: 'Copies the lab, its guides and all that its programs include. Nothing that is there already is overwritten.',
      ko: '실습과 안내서, 프로그램이 포함하는 파일을 모두 복사합니다. 이미 있는 파일은 덮어쓰지 않습니다.',
    },
    operands: [lab, folder], flags: [],
    examples: [{ line: 'lab open type-1 my-labs', en: 'Puts lab 03 into my-labs/labs/03-type-1.', ko: '실습 03을 my-labs/labs/03-type-1에 둡니다.' }],
  },
  'lab reset': {
    summary: { en: 'Put the files of a lab back as they came.', ko: '실습 파일을 처음대로 되돌립니다.' },
    more: {
      en: 'What you had changed is kept beside it: `lab.sasm` as `lab.mine.sasm`.',
      ko: '고친 파일은 옆에 남겨 둡니다. `lab.sasm`이면 `lab.mine.sasm`입니다.',
    },
    operands: [lab, folder], flags: [],
    examples: [{ line: 'lab reset 3 my-labs', en: 'Restores lab 03 and keeps your version of each file.', ko: '실습 03을 되돌리고 고친 파일을 모두 남겨 둡니다.' }],
  },
  'lab check': {
    summary: { en: 'Run the checks of the labs in a folder on the files as they are there.', ko: '폴더에 있는 실습을, 지금 있는 파일 그대로 확인합니다.' },
    more: {
      en: 'Says in words what differs. The folder may also be that of one lab.',
      ko: '무엇이 다른지 말로 알려 줍니다. 실습 하나의 폴더여도 됩니다.',
    },
    operands: [folder], flags: [json],
    examples: [{ line: 'lab check my-labs', en: 'Checks every lab that was opened there.', ko: '그곳에 연 실습을 모두 확인합니다.' }],
  },
  'lab test': {
    summary: { en: 'Run all checks of the labs that come with Strata, and write a table.', ko: 'Strata에 딸린 실습의 모든 확인을 실행하고 표를 씁니다.' },
    more: {
      en: 'What is found appears on standard error while it runs; the table, or the JSON, on standard output.',
      ko: '실행하는 동안의 결과는 표준 오류로, 표나 JSON은 표준 출력으로 씁니다.',
    },
    operands: [{ ...lab, optional: true, many: true }], flags: [json],
    examples: [
      { line: 'lab test', en: 'All labs.', ko: '모든 실습.' },
      { line: 'lab test --json 3 5', en: 'Two of them, for a program to read.', ko: '두 실습의 결과를 프로그램이 읽기 좋게 씁니다.' },
    ],
  },
  'lab summary': {
    summary: { en: 'Run one workload everywhere, and compare.', ko: '같은 일을 모든 환경에서 실행하고 비교합니다.' },
    more: {
      en: 'Bare metal, container and virtual machines: instructions of all layers and memory, as a table and, if asked for, a chart.',
      ko: '맨 머신, 컨테이너, 가상 머신에서 모든 계층의 명령어 수와 메모리를 재어 표로 씁니다. 원하면 차트도 만듭니다.',
    },
    operands: [],
    flags: [
      { ...json, text: { en: 'Write one JSON object: `rows` and `missing`.', ko: 'JSON 객체 하나로 씁니다. `rows`와 `missing`이 있습니다.' } },
      { name: 'output', short: 'o', value: { en: 'FILE', ko: '파일' }, text: { en: 'Also write the chart, as SVG.', ko: '차트도 SVG로 씁니다.' } },
    ],
    examples: [{ line: 'lab summary -o chart.svg', en: 'The table of lab 12, and its chart.', ko: '실습 12의 표와 차트.' }],
  },
} as const satisfies Record<string, CommandRow>;
